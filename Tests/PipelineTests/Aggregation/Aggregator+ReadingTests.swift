// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct `Aggregator+ReadingTests` {
    private static let grown: Set = ["series", "combinations", "targets"]

    private func tables(_ selections: [KPISelection]) throws -> [PublishedStatus.Table] {
        var bench = try AggregatorBench(selections) { $0.seriesLimit = 10 }
        bench.view(at: 1, country: 1)
        bench.view(at: 2)
        bench.pass(to: 180)
        return bench.aggregator.reading.tables
    }

    private func pageviews(by: [[String]], isJudged: Bool) -> KPISelection {
        var selection = KPISelection("web.pageviews", by: by)
        if isJudged {
            var draft = TargetDraft(value: 3)
            draft.hold = 1
            selection.target = draft
        }
        return selection
    }

    @Test(arguments: [false, true])
    func `nothing is nearly full where nothing is grouped`(isJudged: Bool) throws {
        let tables = try tables([pageviews(by: [], isJudged: isJudged)])
        #expect(Self.grown.isDisjoint(with: tables.map(\.name)))
        #expect(tables.allSatisfy { 10 * $0.entries < 9 * $0.limit || $0.entries == 0 })
    }

    @Test func `tables that grow with values are told where something is grouped`() throws {
        let tables = try tables([pageviews(by: [["country"]], isJudged: true)])
        #expect(Self.grown.isSubset(of: tables.map(\.name)))
    }

    @Test func `a table of targets of which none is grouped is not told`() throws {
        let judged = pageviews(by: [], isJudged: true)
        let tables = try tables([judged, KPISelection("web.visits", by: [["country"]])])
        #expect(Self.grown.intersection(tables.map(\.name)) == ["series", "combinations"])
    }
}
