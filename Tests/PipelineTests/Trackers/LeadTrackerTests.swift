// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct LeadTrackerTests {
    /// The same lead for a hundred milliseconds.
    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: LeadTracker

        init() {
            var parameters = TrackerParameters()
            parameters.actorLimit = 1
            parameters.feedback.lead = 100
            parameters.largestLateness = 10
            tracker = LeadTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func lead(at times: Int64..., person: UInt64 = 9, country: UInt32 = 0) -> Bool {
            var isRemembered = true
            let combination = facts.combination(country)
            for time in times {
                isRemembered = tracker.handle(
                    Event.make(.lead, at: time),
                    person: person,
                    combination: combination,
                    watermark: facts.panes.watermark,
                    panes: &facts.panes
                )
            }
            return isRemembered
        }
    }

    @Test func `a person is one lead for a while`() {
        var bench = Bench()
        bench.lead(at: 1_000, country: 2)
        bench.lead(at: 1_000, 1_099, country: 3)
        let once = bench.facts.countedByValue()
        #expect(once == ["leadArrived 1000 #2": 1])
        bench.lead(at: 1_100)
        let total = bench.facts.counted()
        #expect(total == ["leadArrived 1000": 1, "leadArrived 1100": 1])
    }

    @Test func `an earlier lead moves it, one before that time does not`() {
        var bench = Bench()
        bench.lead(at: 1_000, 901, 700)
        let total = bench.facts.counted()
        #expect(total == ["leadArrived 901": 1])
    }

    @Test func `without a person each counts, a full tracker refuses new persons`() {
        var bench = Bench()
        bench.lead(at: 5, 5, person: 0)
        bench.lead(at: 5)
        let refused = bench.lead(at: 5, person: 8)
        bench.facts.panes.watermark = 115
        let replaced = bench.lead(at: 115, person: 8)
        let (total, count) = (bench.facts.counted(), bench.tracker.count)
        #expect(!refused && replaced && count == 1)
        #expect(total == ["leadArrived 5": 3, "leadArrived 115": 1])
    }
}
