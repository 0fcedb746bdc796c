// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct PlanMemoryTests {
    @Test func `a row is its header, its cells and its place in the index`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.bounce_rate")],
            windows: [60_000]
        ).compile()
        #expect(plan.tables[0].cells.count == 3)
        #expect(plan.tables[0].rowBytes == 128)
        #expect(plan.tables[0].sketchCount == 0)
    }

    @Test func `a series holds a row for each pane that takes facts and for one before`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.bounce_rate")],
            windows: [60_000]
        ).compile()
        // 30 min settle and 2 x 2 min lateness, the pane before those that still take facts, the
        // running one and one that begins early.
        #expect(plan.tables[0].rowsPerSeries == 34 + 1 + 2)
        #expect(plan.tables[0].bytesPerSeries == 37 * 128)
    }
}
