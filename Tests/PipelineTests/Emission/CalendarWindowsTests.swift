// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing
import Windowing

@testable import Pipeline

/// Days, weeks and months in Rome in 2026: the clock goes on at 01:00 UTC on March 29 and back at
/// 01:00 UTC on October 25.
struct CalendarWindowsTests {
    private static let day = WindowShape.tumbling(WindowShape.day)

    private static let rome = ZoneCalendar(
        offset: 3_600_000,
        changes: [
            .init(at: 1_774_746_000_000, offset: 7_200_000),
            .init(at: 1_792_890_000_000, offset: 3_600_000),
        ]
    )

    /// Seconds since the bench's midnight, the beginning of 2026 in UTC.
    private static func second(_ month: Int64, _ day: Int64, _ hour: Int64 = 0) -> Int64 {
        let first = CivilMonth(year: 2026, month: month).start - AggregatorBench.midnight
        return first / 1_000 + (day - 1) * 86_400 + hour * 3_600
    }

    private func bench(_ windows: [WindowShape]) throws -> AggregatorBench {
        try AggregatorBench(
            [KPISelection("web.pageviews", by: [["country"]])],
            windows: windows,
            calendar: Self.rome
        )
    }

    /// Totals that were told: size, start and end in seconds, value with `rN` for revisions.
    private func told(_ bench: borrowing AggregatorBench) -> [String] {
        let plan = bench.plan
        return bench.values.filter {
            plan.tables[plan.outputs[$0.output].table].groupingSet == 0
        }.map { value in
            let (start, end) = (value.start, value.end)
            let gap = value.gapUntil.map { " until \(Self.text($0))" } ?? ""
            let revision = value.kind == .final ? "" : " r\(value.revision)"
            return plan.outputs[value.output].shape.text + " \(Self.text(start)) \(Self.text(end))"
                + " \(Int(value.value.num))\(revision)\(gap)"
        }
    }

    /// A time in 2026 as `month-dayThour`.
    private static func text(_ time: Int64) -> String {
        let month = CivilMonth(containing: time)
        let rest = time - month.start
        let minutes = rest % 3_600_000 == 0 ? "" : "+\(rest % 3_600_000)"
        return "\(month.number - 671)-\(rest / WindowShape.day + 1)"
            + "T\(rest % WindowShape.day / 3_600_000)\(minutes)"
    }

    @Test func `a day of 23 hours begins and ends at midnight in its zone`() throws {
        var bench = try bench([Self.day])
        let (begin, end) = (Self.second(3, 28, 23), Self.second(3, 29, 22))
        bench.view(at: begin - 1, begin, begin + 7_200, end - 1, end)
        bench.pass(to: end + 59)
        bench.collect()
        #expect(told(bench) == ["1d 3-27T23 3-28T23 1"])
        bench.pass(to: end + 60)
        bench.collect()
        #expect(told(bench).last == "1d 3-28T23 3-29T22 3")
    }

    @Test func `a day of 25 hours holds both of its hours from 2 to 3`() throws {
        var bench = try bench([Self.day])
        let (begin, end) = (Self.second(10, 24, 22), Self.second(10, 25, 23))
        bench.view(at: begin - 1, begin, begin + 7_200, begin + 10_800, end - 1, end)
        bench.pass(to: end + 60)
        bench.collect()
        #expect(told(bench) == ["1d 10-23T22 10-24T22 1", "1d 10-24T22 10-25T23 4"])
    }

    @Test func `weeks and months over a change of the clock`() throws {
        var bench = try bench([Self.day, .week, .month])
        // 2026-02-28 23:00 UTC is the beginning of March, a Sunday.
        bench.view(at: Self.second(2, 28, 22), Self.second(2, 28, 23), Self.second(3, 29, 12))
        bench.view(at: Self.second(3, 29, 21), Self.second(3, 29, 22), Self.second(3, 31, 22))
        bench.pass(to: Self.second(5, 20))
        bench.collect()
        let told = told(bench)
        let longer = told.filter { !$0.hasPrefix("1d") }
        #expect(
            longer == [
                "1mo 1-31T23 2-28T23 1", "1w 2-22T23 3-1T23 2",
                "1w 3-1T23 3-8T23 0 until 3-22T23", "1w 3-22T23 3-29T22 2", "1mo 2-28T23 3-31T22 4",
                "1w 3-29T22 4-5T22 2", "1w 4-5T22 4-12T22 0 until 5-17T22", "1mo 3-31T22 4-30T22 1",
            ]
        )
        #expect(told.contains("1d 3-1T23 3-2T23 0 until 3-28T23"))
        let previous = bench.values.filter {
            bench.plan.outputs[$0.output].shape == .month && $0.series == 0
                && bench.plan.tables[bench.plan.outputs[$0.output].table].groupingSet == 0
        }.map(\.previous)
        // The beginning of February lies before the first watermark.
        #expect(previous == [nil, .some(1), .some(4)])
    }

    @Test func `a late event revises its day, week and month once each`() throws {
        var bench = try bench([Self.day, .week, .month])
        // The last day of May is a Sunday, too.
        bench.view(at: Self.second(5, 5, 12), Self.second(5, 31, 12))
        let end = Self.second(5, 31, 22)
        bench.pass(to: end + 61)
        bench.collect()
        let before = told(bench).count
        bench.view(at: end - 5)
        bench.collect(now: 100)
        #expect(
            Set(told(bench).dropFirst(before)) == [
                "1d 5-30T22 5-31T22 2 r1", "1w 5-24T22 5-31T22 2 r1", "1mo 4-30T22 5-31T22 3 r1",
            ]
        )
        // Two latenesses after the end of the day no pane takes it.
        bench.pass(to: end + 120)
        bench.view(at: end - 5)
        bench.collect(now: 200)
        #expect(told(bench).count == before + 3)
    }

    @Test func `a window of many series closes in parts, each series once and with all of it`()
        throws
    {
        var bench = try bench([.week])
        for series in 1...50 as ClosedRange<UInt32> {
            bench.view(at: Self.second(6, 2) + Int64(series), country: series)
        }
        bench.pass(to: Self.second(6, 7, 22) + 60)
        var parts: [Int] = []
        while bench.aggregator.isDue {
            parts.append(bench.collect(limit: 8))
            // Between two parts: of a series that was told, and of one that was not.
            if parts.count == 2 {
                bench.view(at: Self.second(6, 7, 21), country: 1)
                bench.view(at: Self.second(6, 7, 21), country: 50)
                bench.view(at: Self.second(6, 7, 21), country: 77)
            }
            try #require(parts.count < 20)
        }
        bench.collect(now: 100)
        #expect(parts.count >= 6 && parts.allSatisfy { $0 <= 12 })
        var finals: [UInt32: Int] = [:]
        var last: [UInt32: Double] = [:]
        for value in bench.values
        where value.start == AggregatorBench.midnight + Self.second(5, 31, 22) * 1_000 {
            let table = bench.plan.tables[bench.plan.outputs[value.output].table]
            guard table.groupingSet == 1 else { continue }
            let country = bench.aggregator.view.values(of: value.series, in: 1)[0]
            if value.kind == .final { finals[country, default: 0] += 1 }
            last[country] = value.value.num
        }
        #expect(finals.count == 51 && finals.values.allSatisfy { $0 == 1 })
        #expect(last[1] == 2 && last[50] == 2 && last[77] == 1 && last[2] == 1)
    }

    @Test func `early values of a running month are told when they change`() throws {
        var bench = try bench([.month])
        var reader = LiveReader(view: bench.aggregator.view)
        func read() -> [String] {
            var values: [String] = []
            reader.read { value in
                let (start, end) = (Self.text(value.start), Self.text(value.end))
                values.append("\(start) \(end) #\(value.series) \(Int(value.value.num))")
                return true
            }
            return values
        }
        bench.view(at: Self.second(3, 2), Self.second(3, 30), country: 3)
        let first = read()
        #expect(first == ["2-28T23 3-31T22 #0 2", "2-28T23 3-31T22 #2 2"])
        let unchanged = read()
        #expect(unchanged.isEmpty)
        bench.view(at: Self.second(3, 31), country: 4)
        let second = read()
        #expect(second == ["2-28T23 3-31T22 #0 3", "2-28T23 3-31T22 #3 1"])
    }

    @Test func `persons have days of the zone`() throws {
        var bench = try AggregatorBench(
            [KPISelection("app.active_users"), KPISelection("app.retention_d1")],
            windows: [Self.day],
            calendar: Self.rome
        )
        // 22:30 UTC on July 1 is July 2 in Rome; 21:30 is July 1.
        for (user, hours) in [(1, [21, 22]), (2, [22, 23])] as [(UInt64, [Int64])] {
            for hour in hours {
                bench.event(.appOpen, at: Self.second(7, 1, hour) + 1_800) { $0.user = user }
            }
        }
        bench.pass(to: Self.second(7, 20))
        bench.collect()
        let counted = told(bench).filter { !$0.contains(" 0") }
        #expect(
            Set(counted) == [
                "1d 6-30T22 7-1T22 1", "1d 7-1T22 7-2T22 2",
            ]
        )
        let retention = bench.values.filter { $0.value.den ?? 0 > 0 }.map(\.value.value)
        #expect(retention == [1, 0])
    }

    @Test func `a day that the zone left out is not told`() throws {
        // As in Samoa in 2011: after January 4 came January 6.
        let samoa = ZoneCalendar(
            offset: -36_000_000,
            changes: [.init(at: AggregatorBench.midnight + 381_600_000, offset: 50_400_000)]
        )
        var bench = try AggregatorBench(
            [KPISelection("web.pageviews")],
            windows: [Self.day],
            calendar: samoa
        )
        bench.view(at: 300_000, 381_599, 381_600, 400_000, 500_000)
        bench.pass(to: 600_000)
        bench.collect()
        #expect(
            told(bench) == ["1d 1-4T10 1-5T10 2", "1d 1-5T10 1-6T10 2", "1d 1-6T10 1-7T10 1"]
        )
    }
}
