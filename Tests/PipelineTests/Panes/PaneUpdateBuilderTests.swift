// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing
import Windowing

@testable import Pipeline

struct PaneUpdateBuilderTests {
    private func builder(_ plan: Plan) -> PaneUpdateBuilder {
        let tables = PaneTables(
            plan.tables.map {
                PaneTable.Shape(paneSize: $0.paneSize, cellCount: $0.cells.count)
            },
            budget: RowBudget(maximum: 10)
        )
        var builder = PaneUpdateBuilder(plan: plan, tables: tables)
        builder.build()
        return builder
    }

    @Test func `every update of a plan stands once, in its table, by ascending cells`() throws {
        var compiler = PlanCompiler()
        compiler.windows.append(.week)
        compiler.selections = Catalogue.kpis(parameters: compiler.parameters).map {
            KPISelection($0.id, by: [["country"]])
        }
        let plan = try compiler.compile()
        let builder = builder(plan)
        #expect(builder.kinds.count == FactKind.count)
        var laidOut = 0
        for kind in FactKind.allCases {
            for paneClass in builder.classes[builder.kinds[Int(kind.rawValue)]] {
                for update in builder.updates[paneClass.firstTable..<paneClass.tableEnd] {
                    let cells = builder.cells[update.firstCell..<update.cellEnd]
                    #expect(!cells.isEmpty, "a table without a cell for \(kind)")
                    #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.cell < $1.cell })
                    #expect(update.table.paneSize == paneClass.paneSize)
                    laidOut += cells.count
                }
            }
        }
        #expect(laidOut == plan.updates.reduce(0) { $0 + $1.count })
    }

    @Test func `tables of one pane size and settle time are one class with one bit`() {
        let builder = builder(
            FactBench.plan([
                FactBench.Shape(paneSize: 10, settle: 0, lateness: 5),
                FactBench.Shape(paneSize: 10, settle: 30, lateness: 5),
                FactBench.Shape(paneSize: 60, settle: 0, lateness: 20),
            ])
        )
        for kind in FactKind.allCases {
            let classes = builder.classes[builder.kinds[Int(kind.rawValue)]]
            #expect(classes.map(\.paneSize) == [10, 10, 60])
            #expect(classes.map(\.acceptance) == [10, 40, 40])
            #expect(classes.map(\.bit) == [1, 2, 4], "each kind has the same bits")
            #expect(classes.allSatisfy { $0.tableEnd - $0.firstTable == 2 }, "total and country")
            #expect(builder.kindMasks[Int(kind.rawValue)] == 0b111)
        }
    }

    @Test func `a kind that nothing counts has no class`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews", windows: [60_000])]
        let builder = builder(try compiler.compile())
        for kind in FactKind.allCases {
            let isCounted = kind == .pageViewed
            #expect(builder.kinds[Int(kind.rawValue)].isEmpty != isCounted, "\(kind)")
            #expect((builder.kindMasks[Int(kind.rawValue)] != 0) == isCounted)
        }
    }
}
