// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct CompletenessTests {
    /// Output 0 is the total of page views, output 1 theirs by country.
    private func bench() throws -> Completeness {
        let bench = try AggregatorBench([KPISelection("web.pageviews", by: [["country"]])])
        return bench.aggregator.view.completeness
    }

    @Test func `windows that begin before everything was seen are not whole`() throws {
        let completeness = try bench()
        #expect(completeness.holds(0, start: 0, end: 60))
        completeness.publish(seenFrom: 30)
        #expect(completeness.seenFrom == 30)
        #expect(!completeness.holds(0, start: 0, end: 60))
        #expect(completeness.holds(0, start: 30, end: 90))
    }

    @Test func `what found no room is missed by all, what lost its values by groupings only`()
        throws
    {
        let completeness = try bench()
        completeness.noteRefused(70, of: .all)
        completeness.displaced.note(130)
        let windows = [(0, 60), (60, 120), (120, 180)] as [(Int64, Int64)]
        let totals = windows.map { completeness.holds(0, start: $0.0, end: $0.1) }
        let countries = windows.map { completeness.holds(1, start: $0.0, end: $0.1) }
        #expect(totals == [true, false, true])
        #expect(countries == [true, false, false])
    }

    @Test func `a full table leaves windows whole that count none of its facts`() throws {
        let bench = try AggregatorBench([
            KPISelection("web.pageviews"), KPISelection("web.visits"),
        ])
        let (plan, completeness) = (bench.plan, bench.aggregator.view.completeness)
        completeness.noteRefused(70, of: .sessions)
        completeness.noteRefused(190, of: .messages)
        for output in plan.outputs.indices {
            let isOfSessions = plan.kpis[plan.outputs[output].kpi].id == "web.visits"
            #expect(completeness.holds(output, start: 60, end: 120) == !isOfSessions)
            #expect(completeness.holds(output, start: 180, end: 240))
            let turns = completeness.turns(output).filter { $0 > .min }
            #expect(turns.isEmpty == !isOfSessions)
        }
    }

    @Test func `a state tells when facts of which kinds found no room`() throws {
        let (completeness, other) = (try bench(), try bench())
        completeness.noteRefused(70, of: .totals)
        completeness.noteRefused(90, of: FactKindSet([.totalsRead, .pageViewed]))
        #expect(completeness.refusedOfAnyKind == TimeHull(70, 90))
        var writer = StateWriter()
        completeness.writeRefused(to: &writer)
        var reader = StateReader(writer.bytes)
        try other.readRefused(from: &reader)
        #expect(reader.isAtEnd)
        for kind in FactKind.allCases { #expect(other.refused(kind) == completeness.refused(kind)) }
        #expect(other.refused(.totalsRead) == TimeHull(70, 90))
        #expect(other.refused(.sessionStarted).isEmpty)
    }

    @Test func `a growth rests on the window before, too`() throws {
        let bench = try AggregatorBench([KPISelection("web.traffic_growth")])
        let completeness = bench.aggregator.view.completeness
        completeness.publish(seenFrom: 60_000)
        #expect(!completeness.holds(0, start: 60_000, end: 120_000))
        #expect(completeness.holds(0, start: 120_000, end: 180_000))
        completeness.noteRefused(130_000, of: .all)
        #expect(!completeness.holds(0, start: 180_000, end: 240_000))
        #expect(completeness.holds(0, start: 240_000, end: 300_000))
        let weekly = try AggregatorBench(
            [KPISelection("web.traffic_growth_weekly")],
            windows: [3_600_000]
        )
        let (hour, week): (Int64, Int64) = (3_600_000, 604_800_000)
        let whole = weekly.aggregator.view.completeness
        whole.publish(seenFrom: 0)
        #expect(!whole.holds(0, start: week - hour, end: week))
        #expect(whole.holds(0, start: week, end: week + hour), "its definition says a week, too")
        whole.noteRefused(2 * week, of: .all)
        #expect(!whole.holds(0, start: 2 * week, end: 2 * week + hour))
        #expect(whole.holds(0, start: 2 * week + hour, end: 2 * week + 2 * hour))
        #expect(!whole.holds(0, start: 3 * week, end: 3 * week + hour))
    }

    @Test func `what lies before all windows that can be told is forgotten`() throws {
        let completeness = try bench()
        completeness.forget {
            Issue.record("nothing is there to forget"); return 0
        }
        completeness.noteRefused(70, of: .all)
        completeness.forget { 60 }
        #expect(!completeness.holds(0, start: 60, end: 120))
        completeness.forget { 120 }
        #expect(completeness.holds(0, start: 60, end: 120))
    }
}
