// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct SeriesFilterTests {
    private let plan: Plan

    init() throws {
        let selections = [
            KPISelection(
                "web.visits",
                by: [["country"], ["campaign", "country"]],
                windows: [60_000, .sliding(size: 3_600_000, hop: 300_000)]
            )
        ]
        plan = try PlanCompiler(selections: selections).compile()
    }

    /// The window and dimensions of each output that is wanted.
    private func wanted(_ query: [(name: String, value: String?)]) throws -> [String] {
        let filter = try SeriesFilter(QueryParameters(query), plan: plan)
        let store = SnapshotStore(plan: plan, seriesLimit: 100)
        for number in plan.outputs.indices where plan.outputs[number].total != nil {
            _ = store.register(output: number, dimensions: [], isOverflow: true)
        }
        return store.current.series.filter(filter.takes).map { series in
            let output = plan.outputs[series.output]
            let names = plan.dimensionNames(of: plan.tables[output.table].groupingSet)
            return "\(output.shape.text) \(names.joined(separator: ","))"
        }
    }

    @Test func `nothing said is everything`() throws {
        #expect(try wanted([]).count == 6)
    }

    @Test func `a size means all windows of it, a size with a hop those`() throws {
        #expect(try wanted([("window", "1h")]).count == 3)
        #expect(try wanted([("window", "1h by 5m")]).count == 3)
        #expect(throws: HTTPProblem.self) { try wanted([("window", "1h by 10m")]) }
    }

    @Test func `dimensions are named in any order, none is the total`() throws {
        let both = ["1m campaign,country", "1h by 5m campaign,country"]
        #expect(try Set(wanted([("by", "country,campaign")])) == Set(both))
        #expect(try Set(wanted([("by", "")])) == ["1m ", "1h by 5m "])
        #expect(throws: HTTPProblem.self) { try wanted([("by", "campaign")]) }
    }
}
