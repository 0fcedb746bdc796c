// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct OutputCompilerTests {
    private func plan(_ selections: [KPISelection]?) throws -> Plan {
        try PlanCompiler(selections: selections).compile()
    }

    /// The measure that a place stands for, where it is one.
    private func measure(
        at place: Int,
        _ compiler: OutputCompiler,
        _ table: Plan.Table
    ) -> Measure? {
        guard case .number(let cell) = compiler.expressions[place] else { return nil }
        return table.cells[cell]
    }

    @Test func `each measure of a formula is the cell that holds it`() throws {
        let plan = try plan(nil)
        let compiler = OutputCompiler(plan)
        #expect(compiler.programs.count == plan.outputs.count)
        var checked = 0
        for (output, program) in zip(plan.outputs, compiler.programs) {
            let table = plan.tables[output.table]
            switch (plan.kpis[output.kpi].formula, program.formula) {
            case (.ratio(.measure(let num), .measure(let den)), .ratio(let first, let second, _)):
                #expect(measure(at: first, compiler, table) == num)
                #expect(measure(at: second, compiler, table) == den)
                checked += 1
            case (.count(.measure(let counted)), .count(let place)):
                #expect(measure(at: place, compiler, table) == counted)
                checked += 1
            case (.distinct(let counted, _), .distinct(let cell, _)):
                #expect(table.cells[cell] == counted)
                checked += 1
            case (.mean(let sum, let squares, let histogram, let count), .mean(let cells)):
                #expect(table.cells[cells.sum] == sum && table.cells[cells.squares] == squares)
                #expect(table.cells[cells.histogram] == histogram)
                #expect(table.cells[cells.count] == count)
                checked += 1
            default: break
            }
        }
        #expect(checked > 100)
    }

    @Test func `the whole of a share is a cell of the total's table`() throws {
        var compiler = PlanCompiler(
            selections: [KPISelection("own.part", by: [["campaign"]])],
            windows: [60_000]
        )
        let own = """
            kpis:
              - id: own.part
                definition: test@1
                title: "Part of the visits"
                source: "Test"
                unit: ratio
                better: higher
                basis: cohort
                formula: share(sessions_started)
            """
        #expect(compiler.definitions.add(Array(own.utf8), file: "own.yaml").isEmpty)
        let plan = try compiler.compile()
        let compiled = OutputCompiler(plan)
        let grouped = try #require(plan.outputs.firstIndex { $0.total != nil })
        let whole = try #require(plan.outputs[grouped].total)
        guard case .share(let part, let all, _) = compiled.programs[grouped].formula else {
            Issue.record("a share is compiled to a share")
            return
        }
        let ours = measure(at: part, compiled, plan.tables[plan.outputs[grouped].table])
        let total = measure(at: all, compiled, plan.tables[plan.outputs[whole].table])
        #expect(ours != nil && ours == total)
    }

    @Test func `scores of a tally stand with their cells, in order`() throws {
        let plan = try plan([KPISelection("cx.nps")])
        let compiler = OutputCompiler(plan)
        let tally = try #require(plan.kpis[0].tally)
        #expect(compiler.tallies[0].map(\.score) == tally.scores.map(Double.init))
        let cells = plan.tables[plan.outputs[0].table].cells
        #expect(compiler.tallies[0].map { cells[$0.cell] } == tally.counts)
    }
}
