// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

@testable import KPIs

struct RuleBaselineTests {
    private static let hour: Int64 = 3_600_000
    private static let day = 24 * hour

    @Test func `a day and a week are there for windows that begin so far apart`() {
        let shapes: [WindowShape] = [
            .tumbling(60_000), .tumbling(Self.day), .tumbling(7 * Self.hour), .week, .month,
            .sliding(size: 30 * Self.hour, hop: Self.hour),
        ]
        #expect(
            shapes.map { RuleBaseline.day.isThere(for: $0) } == [
                true, true, false, false, false, true,
            ]
        )
        #expect(
            shapes.map { RuleBaseline.week.isThere(for: $0) } == [
                true, true, true, true, false, true,
            ]
        )
        #expect(shapes.allSatisfy { RuleBaseline.previous.isThere(for: $0) })
        #expect(RuleBaseline.previous.start(of: 0, .month, zone: .utc) == nil)
    }

    @Test func `windows that do not begin at the same time of day are compared over 24 hours`() {
        // The clock goes on by an hour at noon of the second day.
        let zone = ZoneCalendar(
            offset: 0,
            changes: [.init(at: 36 * Self.hour, offset: Self.hour)]
        )
        let start = 48 * Self.hour
        func back(_ size: Int64) -> Int64? {
            RuleBaseline.day.start(of: start, .tumbling(size), zone: zone).map { start - $0 }
        }
        #expect(back(Self.hour) == 23 * Self.hour)
        #expect(back(3 * Self.hour) == Self.day)
    }

    @Test func `a day that a zone left out is compared with nothing`() {
        let zone = ZoneCalendar(offset: 0, changes: [.init(at: 2 * Self.day, offset: Self.day)])
        let start = zone.utc(3 * Self.day)
        #expect(RuleBaseline.day.start(of: start, .tumbling(Self.day), zone: zone) == nil)
    }

    @Test func `as many windows are kept as lie between, where a day has 26 hours at most`() {
        #expect(RuleBaseline.day.keptCount(for: .tumbling(60_000)) == 26 * 60 + 1)
        #expect(RuleBaseline.week.keptCount(for: .week) == 2)
        #expect(RuleBaseline.previous.keptCount(for: .week) == 0)
    }
}
