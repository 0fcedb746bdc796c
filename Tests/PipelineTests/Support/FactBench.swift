// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Windowing

@testable import KPIs
@testable import Pipeline

/// Pane tables that count every kind of fact, in total and by country.
///
/// By default a pane is one millisecond long, so what is counted shows the times of facts.
struct FactBench: ~Copyable {
    /// One shape of tables: a total one and one by country are made of it.
    struct Shape {
        var paneSize: Int64 = 1
        var settle: Int64 = 0
        /// So large that nothing is ever too late, unless said.
        var lateness: Int64 = 1 << 50
    }

    static let kinds = FactKind.allCases
    private static let extras: [(name: String, measure: Measure)] = [
        ("value", Measure(.sumValue, of: .sessionEnded)),
        ("squares", Measure(.sumSquares, of: .sessionEnded)),
        ("items", Measure(.sumCount, of: .sessionEnded)),
        ("converted", Measure(.count, of: .sessionEnded, where: FactFilter(flags: .converted))),
        ("reach", Measure(.sumValue, of: .totalsChanged, where: FactFilter(metric: .reach))),
        ("difference", Measure(.sumValue, of: .totalsChanged)),
    ]

    var panes: PaneStore
    let budget: RowBudget
    private let shapes: [Shape]

    init(_ shapes: [Shape] = [Shape()], seriesLimit: Int = 100, rowLimit: Int = 100_000) {
        self.shapes = shapes
        let plan = Self.plan(shapes)
        budget = RowBudget(maximum: rowLimit)
        panes = PaneStore(
            plan: plan,
            tables: PaneTables(
                plan.tables.map {
                    PaneTable.Shape(paneSize: $0.paneSize, cellCount: $0.cells.count)
                },
                budget: budget
            ),
            arenas: SketchArenas(limitBytes: 4 << 20),
            levels: Levels(plan, seriesLimit: seriesLimit),
            combinations: CombinationTable(
                dimensionCount: 1,
                groupingSets: plan.groupingSets,
                seriesLimit: seriesLimit,
                limit: 1_000
            ),
            completeness: Completeness(AggregatorConfiguration(plan: plan))
        )
    }

    static func plan(_ shapes: [Shape]) -> Plan {
        let cells =
            kinds.map { Measure(.count, of: $0) } + extras.map(\.measure)
        let tables = [0, 1].flatMap { groupingSet in
            shapes.map { shape in
                Plan.Table(
                    groupingSet: groupingSet,
                    paneSize: shape.paneSize,
                    settle: shape.settle,
                    lateness: shape.lateness,
                    longestWindow: shape.paneSize,
                    retention: shape.settle + 2 * shape.lateness,
                    cells: cells
                )
            }
        }
        return .counting(cells, in: tables, by: [.country], groupingSets: [[], [0]])
    }

    /// The number of the combination of a country.
    mutating func combination(_ country: UInt32) -> UInt32 {
        var event = Event()
        event.dimensions[0] = country
        return panes.combinations.number(of: event)
    }

    /// What the total table of a shape counts, for instance `sessionStarted 100` once.
    func counted(_ shape: Int = 0) -> [String: Int64] { counted(inTable: shape) { _ in "" } }

    /// What the table by country counts, for instance `sessionStarted 100 #2` once.
    func countedByCountry(_ shape: Int = 0) -> [String: Int64] {
        let groupingSet = panes.combinations.series[1]
        return counted(inTable: shapes.count + shape) { " #\(groupingSet.value($0, 0))" }
    }

    private func counted(
        inTable index: Int,
        _ suffix: (UInt32) -> String
    ) -> [String: Int64] {
        let table = panes.tables[index]
        guard let oldest = table.oldestPane, let newest = table.newestPane else { return [:] }
        var counted: [String: Int64] = [:]
        for pane in table.panes(from: oldest, to: newest + 1) {
            for row in table.rows(inPane: pane) {
                for (cell, measure) in panes.plan.tables[index].cells.enumerated() {
                    let name =
                        cell < Self.kinds.count
                        ? "\(measure.fact)" : Self.extras[cell - Self.kinds.count].name
                    let value = row.value(cell)
                    if value != 0 { counted["\(name) \(pane)\(suffix(row.series))"] = value }
                }
            }
        }
        return counted
    }
}
