// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct BuyerTrackerTests {
    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: BuyerTracker

        init() {
            var parameters = TrackerParameters()
            parameters.actorLimit = 1
            tracker = BuyerTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func order(
            _ value: Double?,
            at time: Int64,
            person: UInt64 = 9,
            country: UInt32 = 0
        ) -> Bool {
            let event = Event.make(.order, at: time) {
                $0.value = value ?? 0
                if value != nil { $0.flags.insert(.hasValue) }
            }
            let combination = facts.combination(country)
            return tracker.handle(
                event,
                person: person,
                combination: combination,
                panes: &facts.panes
            )
        }
    }

    private let day: Int64 = 86_400_000

    @Test func `orders belong to the first one, with the days since`() {
        var bench = Bench()
        bench.order(10, at: 0, country: 2)
        bench.order(20, at: 3 * day + 5, country: 3)
        bench.order(nil, at: 4 * day)
        bench.order(nil, at: 0, country: 4)
        let (total, byCountry) = (bench.facts.counted(), bench.facts.countedByValue())
        #expect(
            total == ["buyerArrived 0": 1, "buyerSpent 0": 2, "revenue 0": 30_000_000, "days 0": 3]
        )
        #expect(byCountry["revenue 0 #2"] == 30_000_000 && byCountry["buyerArrived 0 #2"] == 1)
    }

    @Test func `an earlier order moves the arrival and nothing else`() {
        var bench = Bench()
        bench.order(10, at: 500)
        bench.order(1, at: 400)
        let total = bench.facts.counted()
        #expect(
            total == [
                "buyerArrived 400": 1, "buyerSpent 500": 1, "revenue 500": 10_000_000,
                "buyerSpent 400": 1, "revenue 400": 1_000_000,
            ]
        )
    }

    @Test func `an order without a sound value only makes a buyer, a full tracker refuses`() {
        var bench = Bench()
        bench.order(1e13, at: 7)
        let isRemembered = bench.order(1, at: 8, person: 8)
        let (total, refused) = (bench.facts.counted(), bench.tracker.refusedCount)
        #expect(total == ["buyerArrived 7": 1])
        #expect(!isRemembered && refused == 1)
    }
}
