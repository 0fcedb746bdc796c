// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct TotalsTrackerTests {
    private struct Bench: ~Copyable {
        var facts = FactBench()
        var tracker: TotalsTracker

        init(limit: Int = 10) {
            var parameters = TrackerParameters()
            parameters.objectLimit = limit
            tracker = TotalsTracker(parameters)
        }

        @discardableResult
        mutating func read(
            _ total: Double,
            at time: Int64,
            of metric: TotalsMetric = .reach,
            object: UInt64 = 1,
            source: UInt64 = 1
        ) -> UInt64 {
            let event = Event.make(.totals, at: time) {
                $0.object = object
                $0.totals[Int(metric.rawValue)] = total
            }
            return tracker.handle(event, source: source, combination: 0, panes: &facts.panes)
        }
    }

    @Test func `the first reading is a baseline, a later one counts the difference`() {
        var bench = Bench()
        bench.read(900, at: 0)
        bench.read(955.5, at: 10)
        bench.read(950, at: 20)
        let facts = bench.facts.counted()
        #expect(facts["totalsRead 0"] == 1 && facts["totalsChanged 0"] == nil)
        #expect(facts["reach 10"] == 55_500_000)
        #expect(facts["reach 20"] == -5_500_000)
    }

    @Test func `an earlier reading is ignored, one of the same time is not`() {
        var bench = Bench()
        bench.read(10, at: 100)
        bench.read(7, at: 99)
        bench.read(12, at: 100)
        let facts = bench.facts.counted()
        #expect(facts["reach 100"] == 2_000_000)
        #expect(facts["reach 99"] == nil)
    }

    @Test func `metrics, objects and sources have readings of their own`() {
        var bench = Bench()
        bench.read(10, at: 0)
        bench.read(10, at: 0, of: .shares)
        bench.read(10, at: 0, object: 2)
        bench.read(10, at: 0, source: 2)
        let (facts, count) = (bench.facts.counted(), bench.tracker.count)
        #expect(facts == ["totalsRead 0": 4])
        #expect(count == 4)
        bench.read(13, at: 5, of: .shares)
        let shares = bench.facts.counted()
        #expect(shares["difference 5"] == 3_000_000)
        #expect(shares["reach 5"] == nil)
    }

    @Test func `the largest totals do not overflow, others than totals are ignored`() {
        var bench = Bench()
        bench.read(0, at: 0)
        bench.read(-TotalsMetric.limit, at: 0)
        bench.read(TotalsMetric.limit, at: 1)
        bench.read(TotalsMetric.limit * 1.01, at: 2)
        bench.read(.nan, at: 3)
        bench.read(.infinity, at: 4)
        let facts = bench.facts.counted()
        let all: Int64 = 9_000_000_000_000_000_000
        #expect(
            facts == [
                "totalsRead 0": 1, "totalsRead 1": 1, "totalsChanged 1": 1, "reach 1": all,
                "difference 1": all,
            ]
        )
    }

    @Test func `a full tracker counts no new object and says from when`() {
        var bench = Bench(limit: 1)
        bench.read(1, at: 40)
        bench.read(1, at: 50, object: 2)
        bench.read(5, at: 60, object: 2)
        bench.read(2, at: 70)
        let (facts, count) = (bench.facts.counted(), bench.tracker.refusedCount)
        #expect(
            facts == [
                "totalsRead 40": 1, "totalsRead 70": 1, "totalsChanged 70": 1,
                "reach 70": 1_000_000, "difference 70": 1_000_000,
            ]
        )
        #expect(count == 2)
        let refused = bench.facts.panes.completeness.refused(.totalsRead)
        #expect(refused == TimeHull(50, 60))
    }
}
