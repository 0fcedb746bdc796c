// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Windowing

@testable import KPIs
@testable import Pipeline

/// Pane tables that count the facts of answers, money and the journey, in total and by the first
/// dimension.
///
/// A pane is one millisecond long, so what is counted shows the times of facts.
struct FeedbackBench: ~Copyable {
    private static let measures: [(name: String, measure: Measure)] =
        kinds.map { ("\($0)", Measure(.count, of: $0)) } + [
            ("score", Measure(.sumValue, of: .answerGiven)),
            ("scale", Measure(.sumCount, of: .answerGiven)),
            ("stars", Measure(.sumValue, of: .reviewGiven)),
            ("sentiment", Measure(.sumValue, of: .textLabeled)),
            ("negative", Measure(.count, of: .textLabeled, where: FactFilter(flags: .negative))),
            ("delay", Measure(.sumValue, of: .surveyReturned)),
            ("spent", Measure(.sumValue, of: .moneySpent)),
            ("revenue", Measure(.sumValue, of: .buyerSpent)),
            ("days", Measure(.sumCount, of: .buyerSpent)),
            ("credited", Measure(.sumValue, of: .revenueAttributed)),
            ("from", Measure(.sumValue, of: .stageAdvanced)),
            ("to", Measure(.sumCount, of: .stageAdvanced)),
            ("silence", Measure(.sumValue, of: .fanWrote)),
            ("times", Measure(.sumValue, of: .personInteracted)),
        ]

    private static let kinds: [FactKind] =
        ResponseTracker.facts + SurveyTracker.facts + SpendTracker.facts + LeadTracker.facts
        + BuyerTracker.facts + TouchTracker.facts + StageTracker.facts + ThreadTracker.facts
        + InteractionTracker.facts

    var panes: PaneStore
    let plan: Plan

    /// Tables that take facts until so long after them.
    init(dimensions: [Dimension] = [.country], acceptance: Int64 = 1 << 50) {
        plan = Self.plan(dimensions, acceptance)
        panes = PaneStore(
            plan: plan,
            tables: PaneTables(
                plan.tables.map {
                    PaneTable.Shape(paneSize: $0.paneSize, cellCount: $0.cells.count)
                },
                budget: RowBudget(maximum: 10_000)
            ),
            arenas: SketchArenas(limitBytes: 4 << 20),
            levels: Levels(plan, seriesLimit: 100),
            combinations: CombinationTable(
                dimensionCount: dimensions.count,
                groupingSets: plan.groupingSets,
                seriesLimit: 100,
                limit: 1_000
            ),
            completeness: Completeness(AggregatorConfiguration(plan: plan))
        )
    }

    private static func plan(_ dimensions: [Dimension], _ acceptance: Int64) -> Plan {
        let cells = measures.map(\.measure)
        let tables = [0, 1].map { groupingSet in
            Plan.Table(
                groupingSet: groupingSet,
                paneSize: 1,
                settle: acceptance,
                lateness: 0,
                longestWindow: 1,
                retention: acceptance,
                cells: cells
            )
        }
        return .counting(cells, in: tables, by: dimensions, groupingSets: [[], [0]])
    }

    /// The number of a combination of values, by slot.
    mutating func combination(_ values: UInt32...) -> UInt32 {
        var event = Event()
        for (slot, value) in values.enumerated() { event.dimensions[slot] = value }
        return panes.combinations.number(of: event)
    }

    /// What is counted in total, for instance `leadArrived 100` once.
    func counted() -> [String: Int64] { counted(inTable: 0) { _ in "" } }

    /// What is counted by the first dimension, for instance `leadArrived 100 #2` once.
    func countedByValue() -> [String: Int64] {
        let groupingSet = panes.combinations.series[1]
        return counted(inTable: 1) { " #\(groupingSet.value($0, 0))" }
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
                for (cell, measure) in Self.measures.enumerated() where row.value(cell) != 0 {
                    counted["\(measure.name) \(pane)\(suffix(row.series))"] = row.value(cell)
                }
            }
        }
        return counted
    }
}
