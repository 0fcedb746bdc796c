// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct SpendTrackerTests {
    private struct Bench: ~Copyable {
        var facts: FeedbackBench
        var tracker: SpendTracker

        init(limit: Int = 10, acceptance: Int64 = 1 << 50) {
            facts = FeedbackBench(acceptance: acceptance)
            var parameters = TrackerParameters()
            parameters.objectLimit = limit
            parameters.feedback.change = 1_000
            parameters.largestLateness = 10
            tracker = SpendTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func spend(
            _ value: Double?,
            at time: Int64,
            object: UInt64 = 1,
            source: UInt64 = 1,
            country: UInt32 = 0
        ) -> UInt64 {
            let event = Event.make(.spend, at: time) {
                $0.object = object
                $0.value = value ?? 0
                if value != nil { $0.flags.insert(.hasValue) }
            }
            let combination = facts.combination(country)
            return tracker.handle(
                event,
                source: source,
                combination: combination,
                panes: &facts.panes
            )
        }
    }

    @Test func `a restatement replaces what was told of the day`() {
        var bench = Bench()
        bench.spend(10, at: 100, country: 2)
        bench.spend(12.5, at: 200, country: 3)
        bench.spend(11, at: 150)
        let (total, byCountry) = (bench.facts.counted(), bench.facts.countedByValue())
        #expect(total == ["moneySpent 100": 1, "spent 100": 12_500_000])
        #expect(byCountry == ["moneySpent 100 #2": 1, "spent 100 #2": 12_500_000])
    }

    @Test func `an earlier reading moves it, and its value does not count`() {
        var bench = Bench()
        bench.spend(10, at: 100)
        bench.spend(99, at: 50)
        let total = bench.facts.counted()
        #expect(total == ["moneySpent 50": 1, "spent 50": 10_000_000])
    }

    @Test func `days, sources and objects have readings of their own`() {
        var bench = Bench()
        let day: Int64 = 86_400_000
        bench.spend(1, at: 0)
        bench.spend(1, at: day)
        bench.spend(1, at: day, source: 2)
        bench.spend(1, at: day, object: 2)
        bench.spend(2, at: day - 1)
        let (total, count) = (bench.facts.counted(), bench.tracker.count)
        #expect(total["spent 0"] == 2_000_000)
        #expect(total["spent \(day)"] == 3_000_000)
        #expect(count == 4)
    }

    @Test func `without an object each event counts, without a sound value none does`() {
        var bench = Bench()
        bench.spend(1, at: 5, object: 0)
        bench.spend(1, at: 5, object: 0)
        bench.spend(nil, at: 6)
        bench.spend(9.1e12, at: 7)
        let (total, count) = (bench.facts.counted(), bench.tracker.count)
        #expect(total == ["moneySpent 5": 2, "spent 5": 2_000_000])
        #expect(count == 0)
    }

    @Test func `a table says whether it took a reading`() {
        var bench = Bench(acceptance: 50)
        let first = bench.spend(1, at: 100)
        let same = bench.spend(1, at: 100)
        let changed = bench.spend(2, at: 100)
        bench.facts.panes.watermark = 151
        let late = bench.spend(3, at: 160)
        let total = bench.facts.counted()
        #expect(first != 0 && same == 0 && changed != 0 && late == 0)
        #expect(total["spent 100"] == 2_000_000)
    }

    @Test func `a reading is forgotten, a full tracker refuses and says from when`() {
        var bench = Bench(limit: 1)
        bench.spend(1, at: 100)
        bench.spend(1, at: 120, object: 2)
        let refused = bench.facts.panes.completeness.refused(.moneySpent)
        #expect(refused == TimeHull(120, 120))
        bench.facts.panes.watermark = 1_120
        bench.spend(5, at: 1_200)
        let total = bench.facts.counted()
        #expect(total["spent 100"] == 1_000_000 && total["spent 1200"] == 5_000_000)
    }
}
