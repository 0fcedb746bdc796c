// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing
import Windowing

@testable import Pipeline

struct PersonDaysTests {
    /// Days are kept for their length, a day of settling and twice an hour of lateness.
    private static let shape = FactBench.Shape(
        paneSize: Person.dayLength,
        settle: Person.dayLength,
        lateness: 3_600_000
    )

    private func days(limit: Int = 10, _ change: (inout Plan) -> Void = { _ in }) -> PersonDays {
        var plan = FactBench.plan([Self.shape])
        change(&plan)
        return PersonDays(plan, limit: limit)
    }

    @Test func `the earliest event gives a day its values, the first arrived wins a tie`() {
        var days = days()
        _ = days.begin(1, 10, 500, 7, watermark: 0)
        days.improve(1, 10, 500, 8)
        let tie = days.combination(of: 1, on: 10)
        #expect(tie == 7)
        let isCovered = (days.covers(1, 10, 500), days.covers(1, 10, 499))
        #expect(isCovered == (true, false))
        days.improve(1, 10, 499, 9)
        let (better, other) = (days.combination(of: 1, on: 10), days.combination(of: 1, on: 11))
        #expect(better == 9)
        #expect(other == nil)
    }

    @Test func `a device's day becomes the user's, whose values win a tie`() {
        var days = days()
        for (rest, expected) in [(4, 3), (5, 2), (6, 2)] as [(Int32, UInt32)] {
            _ = days.begin(1, 10, 5, 2, watermark: 0)
            _ = days.begin(7, 10, rest, 3, watermark: 0)
            _ = days.move(10, of: 7, to: 1, watermark: 0)
            let (user, device) = (days.combination(of: 1, on: 10), days.combination(of: 7, on: 10))
            #expect(user == expected, "the device's at \(rest)")
            #expect(device == nil)
        }
        let isMoved = days.move(11, of: 7, to: 1, watermark: 0)
        #expect(isMoved, "nothing is there to be moved")
    }

    /// Where a clock may go forward, an hour later.
    @Test(
        arguments: [(.utc, 2), (ZoneCalendar(offset: 3_600_000, changes: []), 3)]
            as [(ZoneCalendar, Int64)]
    )
    func `a full table refuses a day until another takes no more facts`(
        calendar: ZoneCalendar,
        hours: Int64
    ) {
        var days = days(limit: 1) { $0.calendar = calendar }
        _ = days.begin(1, 10, 0, 2, watermark: 0)
        let end = Person.start(of: 12) + hours * 3_600_000
        let tooSoon = days.begin(2, 10, 0, 2, watermark: end - 1)
        #expect(!tooSoon)
        let inTime = days.begin(2, 12, 0, 2, watermark: end)
        #expect(inTime)
    }

    @Test func `without dimensions nothing is kept`() {
        var days = days { $0.dimensions = [] }
        let isKept = days.begin(1, 10, 0, 0, watermark: 0)
        let (combination, count) = (days.combination(of: 1, on: 10), days.count)
        #expect(isKept)
        #expect(combination == CombinationTable.absent)
        #expect(count == 0)
    }
}
