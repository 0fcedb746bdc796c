// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct InteractionTrackerTests {
    private static let day: Int64 = 86_400_000
    private static let week = 7 * day
    /// 2026-01-05, a Monday.
    private static let monday: Int64 = 1_767_571_200_000

    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: InteractionTracker

        init() {
            var parameters = TrackerParameters()
            parameters.actorLimit = 1
            parameters.largestLateness = 10
            tracker = InteractionTracker(parameters, types: .max)
        }

        /// Does something so long after the Monday.
        @discardableResult
        mutating func act(
            at time: Int64,
            times: Int = 1,
            person: UInt64 = 9,
            country: UInt32 = 0
        ) -> Bool {
            var isRemembered = true
            let combination = facts.combination(country)
            for _ in 0..<times {
                isRemembered = tracker.handle(
                    person: person,
                    time: monday + time,
                    combination: combination,
                    watermark: facts.panes.watermark,
                    panes: &facts.panes
                )
            }
            return isRemembered
        }
    }

    @Test func `a person counts once a week, with how often`() {
        var bench = Bench()
        bench.act(at: 0, country: 2)
        bench.act(at: Self.week - 1, times: 2, country: 3)
        bench.act(at: Self.week)
        bench.act(at: Self.day)
        bench.act(at: -1)
        let byCountry = bench.facts.countedByValue()
        let (first, second) = (Self.monday, Self.monday + Self.week)
        #expect(
            byCountry == [
                "personInteracted \(first) #2": 1, "times \(first) #2": 4,
                "personInteracted \(second) #0": 1, "times \(second) #0": 1,
            ]
        )
    }

    @Test func `the week before is corrected, older ones are not`() {
        var bench = Bench()
        bench.act(at: Self.week)
        bench.act(at: Self.day, times: 2, country: 2)
        bench.act(at: 2 * Self.week)
        bench.act(at: Self.day)
        let total = bench.facts.counted()
        #expect(total["times \(Self.monday)"] == 2)
        #expect(total["times \(Self.monday + 2 * Self.week)"] == 1)
        bench.act(at: 5 * Self.week)
        bench.act(at: 4 * Self.week)
        let later = bench.facts.counted()
        #expect(later["times \(Self.monday + 4 * Self.week)"] == 1)
    }

    @Test func `the number stays at the most that is kept`() {
        var bench = Bench()
        bench.act(at: 0, times: 65_537)
        let total = bench.facts.counted()
        #expect(total == ["personInteracted \(Self.monday)": 1, "times \(Self.monday)": 65_535])
    }

    @Test func `a full tracker refuses persons until one is forgotten`() {
        var bench = Bench()
        bench.act(at: 0)
        bench.facts.panes.watermark = Self.monday + 2 * Self.week + 9
        let refused = bench.act(at: 2 * Self.week + 9, person: 8)
        bench.facts.panes.watermark = Self.monday + 2 * Self.week + 10
        let taken = bench.act(at: 2 * Self.week + 10, person: 8)
        #expect(!refused && taken)
    }
}
