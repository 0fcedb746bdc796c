// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing
import Windowing

@testable import Pipeline

/// Changes against the same window of another day.
struct RuleBaselinesTests {
    private static let hour: Int64 = 3_600_000
    private static let day = 24 * hour
    private static let monday = BaselineBench.monday
    private static let hours = WindowShape.tumbling(hour)
    /// In Rome the clock goes on at 01:00 UTC on March 29, 2026, and back at 01:00 UTC on October 25.
    private static let rome = ZoneCalendar(
        offset: hour,
        changes: [
            .init(at: 1_774_746_000_000, offset: 2 * hour),
            .init(at: 1_792_890_000_000, offset: hour),
        ]
    )

    /// Finals of hours that follow the clock of a zone: few at night, many by day.
    private func hours(
        _ count: Int64,
        from begin: Int64 = monday,
        _ zone: ZoneCalendar = .utc,
        in bench: BaselineBench
    ) -> [WindowValue] {
        (0..<count).map { number in
            let start = begin + number * Self.hour
            let hour = zone.nominal(start) % Self.day / Self.hour
            return bench.value(start, hour < 7 ? 10 : 100)
        }
    }

    @Test func `an hour is judged against that of the day before`() throws {
        var bench = try BaselineBench(.day, Self.hours)
        #expect(bench.judge(hours(48, in: bench)) == [])
        let noon = Self.monday + 2 * Self.day + 12 * Self.hour
        #expect(bench.judge(hours(12, from: noon - 12 * Self.hour, in: bench)) == [])
        #expect(bench.judge([bench.value(noon, 49)]) == ["+\(noon + Self.hour)"])
        #expect(
            bench.judge([bench.value(noon + Self.hour, 50)]) == ["-\(noon + 2 * Self.hour)"]
        )
        // The next day at noon there are as many as were normal, but twice those of the day before.
        #expect(bench.judge(hours(22, from: noon + 2 * Self.hour, in: bench)) == [])
        #expect(
            bench.judge([bench.value(noon + Self.day, 99)]) == ["+\(noon + Self.day + Self.hour)"]
        )
    }

    @Test func `an hour in which all was out is judged if the day before had enough`() throws {
        var bench = try BaselineBench(.day, Self.hours, sample: 50)
        #expect(bench.judge(hours(24, in: bench)) == [])
        let (night, noon) = (Self.monday + 24 * Self.hour, Self.monday + 36 * Self.hour)
        #expect(bench.judge([bench.value(night, 0)]) == [])
        #expect(bench.judge([bench.value(noon, 0)]) == ["+\(noon + Self.hour)"])
    }

    @Test func `where the earlier window is not there or was not seen whole, nothing is judged`()
        throws
    {
        var bench = try BaselineBench(.day, Self.hours)
        #expect(bench.judge([bench.value(Self.monday + Self.day, 1)]) == [])
        let half = bench.value(Self.monday + 26 * Self.hour, 100) { $0.isComplete = false }
        let none = bench.value(Self.monday + 27 * Self.hour, 0)
        #expect(bench.judge([half, none]) == [])
        let day = (2...3).map { bench.value(Self.monday + 48 * Self.hour + $0 * Self.hour, 1) }
        #expect(bench.judge(day) == [])
        // And what it is compared with cannot make up for a half of its own.
        let own = bench.value(Self.monday + 74 * Self.hour, 900) { $0.isComplete = false }
        #expect(bench.judge([own]) == [])
    }

    @Test func `a week is judged against the same day of the week before`() throws {
        for shape in [Self.hours, .tumbling(Self.day), .week] {
            var bench = try BaselineBench(.week, shape)
            let step = shape.start(1, after: 0)
            let week = stride(from: Self.monday, to: Self.monday + 7 * Self.day, by: Int(step))
            // Mondays are ten times as good as other days.
            func count(_ start: Int64) -> Double {
                (start - Self.monday) / Self.day % 7 == 0 ? 1_000 : 100
            }
            let first = week.map { bench.value($0, count($0)) }
            #expect(bench.judge(first) == [])
            let next = week.map { $0 + 7 * Self.day }
            #expect(bench.judge(next.map { bench.value($0, count($0)) }) == [], "\(shape)")
            let last = Self.monday + 14 * Self.day
            #expect(bench.judge([bench.value(last, 100)]) == ["+\(last + step)"], "\(shape)")
        }
    }

    @Test func `a batch of many days says the same as one of each window`() throws {
        let minutes = WindowShape.tumbling(60_000)
        var (whole, single) = (
            try BaselineBench(.day, minutes), try BaselineBench(.day, minutes)
        )
        let values = (0..<Int64(4 * 1_440)).map { minute in
            let isOff = (4_000..<4_100).contains(minute)
            return whole.value(Self.monday + minute * 60_000, isOff ? 10 : 100)
        }
        let expected = [4_001, 4_101, 5_441, 5_541].enumerated().map { number, minute in
            "\(number % 2 == 0 ? "+" : "-")\(Self.monday + Int64(minute) * 60_000)"
        }
        #expect(whole.judge(values) == expected)
        #expect(values.flatMap { single.judge([$0]) } == expected)
    }

    @Test func `windows of any size are kept as long as a rule looks back`() throws {
        var bench = try BaselineBench(.week, .tumbling(60_000))
        let values = (0..<Int64(7 * 1_440)).map {
            bench.value(Self.monday + $0 * 60_000, 100)
        }
        #expect(bench.judge(values) == [])
        let next = Self.monday + 7 * Self.day
        #expect(bench.judge([bench.value(next, 10)]) == ["+\(next + 60_000)"])
        // Where memory does not hold them there is nothing to compare with.
        var small = try BaselineBench(.week, .tumbling(60_000), historyBytes: 100_000)
        #expect(small.judge(values + [small.value(next, 10)]) == [])
        #expect(small.history.use.dropped > 0)
    }

    @Test func `where a clock is changed the same hour of the day is compared`() throws {
        for change: Int64 in [1_774_746_000_000, 1_792_890_000_000] {
            let begin = change - change % Self.day - 2 * Self.day
            var bench = try BaselineBench(.day, Self.hours, zone: Self.rome)
            #expect(bench.judge(hours(96, from: begin, Self.rome, in: bench)) == [])
            // By UTC, the first hour of the night and of the day would be compared with the last before.
            var other = try BaselineBench(.day, Self.hours)
            #expect(other.judge(hours(96, from: begin, Self.rome, in: other)).count == 4)
        }
    }

    @Test func `days of 23 and 25 hours are days`() throws {
        let shape = WindowShape.tumbling(Self.day)
        for change: Int64 in [1_774_746_000_000, 1_792_890_000_000] {
            var bench = try BaselineBench(.day, shape, zone: Self.rome)
            let first = Self.rome.nominal(change) / Self.day - 2
            for day in first..<first + 5 {
                let start = Self.rome.utc(day * Self.day)
                let isOff = day == first + 3
                let turns = bench.judge([bench.value(start, isOff ? 10 : 100)])
                let end = Self.rome.utc((day + 1) * Self.day)
                #expect(turns == (isOff ? ["+\(end)"] : []))
            }
        }
    }

    @Test func `days whose midnight a clock leaves out come one after the other`() throws {
        // At midnight of the fifth day the clock goes on to one.
        let change = Self.monday - Self.monday % Self.day + 4 * Self.day + 3 * Self.hour
        let zone = ZoneCalendar(
            offset: -3 * Self.hour,
            changes: [.init(at: change, offset: -2 * Self.hour)]
        )
        let shape = WindowShape.tumbling(Self.day)
        let first = zone.nominal(change) / Self.day - 3
        let days = (first...first + 6).map { zone.utc($0 * Self.day) }
        for hold in 1...4 {
            var bench = try BaselineBench(.day, shape, zone: zone, hold: hold)
            // Twice as many as the day before, on three days, the last of which has no midnight.
            let counts: [Double] = [10, 30, 90, 270, 270, 270]
            let turns = zip(days, counts).flatMap { bench.judge([bench.value($0, $1)]) }
            let expected =
                hold > 3 ? [] : ["+\(days[1 + hold])"] + (hold < 3 ? ["-\(days[4 + hold])"] : [])
            #expect(turns == expected, "hold \(hold)")
        }
    }

    @Test func `silence that is told as a gap is judged window by window`() throws {
        for (hold, fires) in [(1, 1), (3, 3)] {
            var bench = try BaselineBench(.day, Self.hours, hold: hold)
            let begin = Self.monday + 2 * Self.day
            let values = hours(48, in: bench)
            #expect(bench.judge(values) == [])
            let gap = bench.value(begin, 0) { $0.gapUntil = begin + 36 * Self.hour }
            #expect(bench.judge([gap]) == ["+\(begin + Int64(fires) * Self.hour)"])
            // A day later there is nothing but the gap to compare with.
            #expect(bench.judge(hours(12, from: begin + 36 * Self.hour, in: bench)) == [])
            let turns = bench.judge(hours(24, from: begin + 48 * Self.hour, in: bench))
            #expect(turns == ["-\(begin + Int64(60 + hold) * Self.hour)"])
        }
    }

    @Test
    func `sliding windows and months are compared with those they follow, or of a day before`()
        throws
    {
        let sliding = WindowShape.sliding(size: 6 * Self.hour, hop: Self.hour)
        var bench = try BaselineBench(.day, sliding)
        #expect(bench.judge(hours(24, in: bench)) == [])
        let next = Self.monday + Self.day
        #expect(bench.judge([bench.value(next, 1)]) == ["+\(next + 6 * Self.hour)"])

        var previous = try BaselineBench(.previous, sliding)
        let calm = (0..<8).map { previous.value(Self.monday + $0 * Self.hour, 100, before: 100) }
        #expect(previous.judge(calm) == [])
        let late = Self.monday + 8 * Self.hour
        let turns = previous.judge([previous.value(late, 40, before: 100)])
        #expect(turns == ["+\(late + 6 * Self.hour)"])

        var months = try BaselineBench(.previous, .month, zone: Self.rome)
        let starts = (1...4).map { Self.rome.utc(CivilMonth(year: 2026, month: $0).start) }
        #expect(months.judge([months.value(starts[0], 100)]) == [])
        #expect(months.judge([months.value(starts[1], 90, before: 100)]) == [])
        #expect(months.judge([months.value(starts[2], 30, before: 90)]) == ["+\(starts[3])"])
    }
}
