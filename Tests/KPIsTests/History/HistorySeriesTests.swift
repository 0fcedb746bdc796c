// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct HistorySeriesTests {
    private func series(_ values: [(String, String)], isOverflow: Bool = false) -> HistorySeries {
        HistorySeries(
            kpi: "web.visits",
            definition: "ga4@1",
            window: "1m",
            dimensions: values.map { (name: $0.0, value: $0.1) },
            isOverflow: isOverflow
        )
    }

    @Test func `no value looks like another name and value`() {
        #expect(series([("a", "1"), ("b", "2")]) != series([("a", "11:b1:2")]))
        #expect(series([("a", "")]) != series([]))
        #expect(series([("a", "other")]) != series([("a", "other")], isOverflow: true))
    }

    @Test func `it finds its output, and none where the definition is another one`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits", by: [["country"]], windows: [60_000])]
        ).compile()
        let output = try #require(series([("country", "IT")]).output(of: plan))
        #expect(plan.tables[plan.outputs[output].table].groupingSet != 0)
        #expect(series([("campaign", "x")]).output(of: plan) == nil)
        let other = HistorySeries(
            kpi: "web.visits",
            definition: "own@1",
            window: "1m",
            dimensions: [],
            isOverflow: false
        )
        #expect(other.output(of: plan) == nil)
    }
}
