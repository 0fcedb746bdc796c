// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Lays a plan's updates out as flat arrays, by kind of fact, class of tables, table and cell.
struct PaneUpdateBuilder {
    private(set) var kinds: [Range<Int>] = []
    private(set) var kindMasks: [UInt64] = []
    private(set) var classes: [PaneClass] = []
    private(set) var updates: [TableUpdate] = []
    private(set) var cells: [CellUpdate] = []

    private let plan: Plan
    private let tables: PaneTables
    private var bits: [ClassKey: UInt64] = [:]

    private struct ClassKey: Hashable {
        var paneSize: Int64
        var settle: Int64
    }

    /// Where the first pane of a size begins, ms; facts before it are not taken.
    private let firstPane: (Int64) -> Int64

    init(plan: Plan, tables: PaneTables, firstPane: @escaping (Int64) -> Int64 = { _ in .min }) {
        self.firstPane = firstPane
        self.plan = plan
        self.tables = tables
    }

    mutating func build() {
        for kind in FactKind.allCases {
            let first = classes.count
            let byTable = Dictionary(grouping: plan.updates[Int(kind.rawValue)], by: \.table)
            let byClass = Dictionary(grouping: byTable.keys.sorted()) { table in
                ClassKey(paneSize: plan.tables[table].paneSize, settle: plan.tables[table].settle)
            }
            let keys = byClass.keys.sorted { ($0.paneSize, $0.settle) < ($1.paneSize, $1.settle) }
            for key in keys {
                append(key, tables: byClass[key] ?? [], updates: byTable)
            }
            kinds.append(first..<classes.count)
            kindMasks.append(classes[first...].reduce(0) { $0 | $1.bit })
        }
    }

    private mutating func append(
        _ key: ClassKey,
        tables members: [Int],
        updates byTable: [Int: [Plan.Update]]
    ) {
        if bits[key] == nil {
            precondition(bits.count < Plan.classLimit, "the compiler refuses more classes")
            bits[key] = 1 << UInt64(bits.count)
        }
        let firstTable = updates.count
        for table in members {
            let firstCell = cells.count
            for update in (byTable[table] ?? []).sorted(by: { $0.cell < $1.cell }) {
                cells.append(
                    CellUpdate(cell: update.cell, fold: update.fold, filter: update.filter)
                )
            }
            updates.append(
                TableUpdate(
                    table: tables[table],
                    groupingSet: plan.tables[table].groupingSet,
                    firstCell: firstCell,
                    cellEnd: cells.count
                )
            )
        }
        classes.append(
            PaneClass(
                paneSize: key.paneSize,
                acceptance: members.map { plan.tables[$0].acceptance }.max() ?? 0,
                from: firstPane(key.paneSize),
                bit: bits[key] ?? 0,
                firstTable: firstTable,
                tableEnd: updates.count
            )
        )
    }
}
