// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Windowing

/// Lays a plan's updates out as flat arrays, by kind of fact, class of tables, table and cell.
struct PaneUpdateBuilder {
    private(set) var kinds: [Range<Int>] = []
    private(set) var kindMasks: [UInt64] = []
    private(set) var collecting: [CollectingKind] = []
    private(set) var classes: [PaneClass] = []
    private(set) var updates: [TableUpdate] = []
    private(set) var cells: [CellUpdate] = []
    /// The same for events as they come, by type.
    private(set) var eventTypes: [Range<Int>] = []
    private(set) var eventCells: [EventCellUpdate] = []

    /// Whether the facts at hand are of days as a whole.
    private var isOfDay = false

    /// The cells of a table that a fact or an event may count in.
    private struct CellSpan {
        var cells: Range<Int>
        /// Facts from this time on count in all of them, ms.
        var from: Int64
        /// The filters or selections of all of them, as bits.
        var filters: UInt64
    }

    private let plan: Plan
    private let tables: PaneTables
    private var bits: [PaneClassKey: UInt64] = [:]

    /// Where the first pane of a size begins, ms; facts before it are not taken.
    private let firstPane: (Int64) -> Int64
    /// From when on cells count facts.
    private let freshness: Freshness

    init(
        plan: Plan,
        tables: PaneTables,
        freshness: Freshness = Freshness(),
        firstPane: @escaping (Int64) -> Int64 = { _ in .min }
    ) {
        self.freshness = freshness
        self.firstPane = firstPane
        self.plan = plan
        self.tables = tables
        let keys = PaneClassKey.all(plan.tables.map { ($0.paneSize, $0.settle) })
        precondition(keys.count <= Plan.classLimit, "the compiler refuses more classes")
        for (bit, key) in keys.enumerated() { bits[key] = 1 << UInt64(bit) }
    }

    mutating func build() {
        for kind in FactKind.allCases {
            isOfDay = kind.isOfDay
            let first = classes.count
            let byTable = Dictionary(grouping: plan.updates[Int(kind.rawValue)], by: \.table)
            let filters = plan.filters(of: kind)
            appendClasses(of: byTable.keys.sorted()) { builder, table in
                builder.appendCells(byTable[table] ?? [], filters)
            }
            kinds.append(first..<classes.count)
            kindMasks.append(classes[first...].reduce(0) { $0 | $1.bit })
            collecting.append(collecting(in: classes[first...]))
        }
        isOfDay = false
        for type in EventType.allCases {
            let first = classes.count
            let updates = plan.eventUpdates[Int(type.rawValue)]
            let byTable = Dictionary(grouping: updates, by: \.table)
            appendClasses(of: byTable.keys.sorted()) { builder, table in
                builder.appendCells(byTable[table] ?? [], of: type)
            }
            eventTypes.append(first..<classes.count)
        }
    }

    /// What kind of counting the tables of some classes do.
    private func collecting(in classes: ArraySlice<PaneClass>) -> CollectingKind {
        let tables = classes.flatMap { updates[$0.firstTable..<$0.tableEnd] }
        let cells = tables.flatMap { self.cells[$0.firstCell..<$0.cellEnd] }
        guard cells.allSatisfy({ $0.fold == .distinct }) else { return CollectingKind() }
        return CollectingKind(
            from: (cells.map(\.from) + classes.map(\.from)).max() ?? .max,
            isGrouped: tables.contains { $0.groupingSet != 0 }
        )
    }

    /// Appends a class for each pane size and settle time of some tables.
    private mutating func appendClasses(
        of tables: [Int],
        cells: (inout PaneUpdateBuilder, Int) -> CellSpan
    ) {
        let byClass = Dictionary(grouping: tables) { table in
            PaneClassKey(paneSize: plan.tables[table].paneSize, settle: plan.tables[table].settle)
        }
        for key in byClass.keys.sorted() { append(key, tables: byClass[key] ?? [], cells: cells) }
    }

    /// Appends what facts do to cells of a table.
    private mutating func appendCells(
        _ updates: [Plan.Update],
        _ filters: [FactFilter]
    ) -> CellSpan {
        let first = cells.count
        for update in updates.sorted(by: { $0.cell < $1.cell }) {
            guard let position = filters.firstIndex(of: update.filter) else {
                preconditionFailure("The plan tells the filters of all of its updates.")
            }
            cells.append(
                CellUpdate(
                    cell: update.cell,
                    fold: update.fold,
                    filter: FactChecks.bit(position),
                    sharing: FactChecks.isShared(position, of: filters.count) ? position : -1,
                    from: freshness.from(table: update.table, cell: update.cell)
                )
            )
        }
        return CellSpan(
            cells: first..<cells.count,
            // With a shared bit each cell is looked at, whenever the fact happened.
            from: cells[first...].map { $0.sharing < 0 ? $0.from : .max }.max() ?? .min,
            filters: cells[first...].reduce(0) { $0 | $1.filter }
        )
    }

    /// The same for events; what came as an event is never taken back, so all of them count always.
    private mutating func appendCells(
        _ updates: [Plan.EventUpdate],
        of type: EventType
    ) -> CellSpan {
        let first = eventCells.count
        let selections = plan.eventSelections[Int(type.rawValue)]
        for update in updates.sorted(by: { $0.cell < $1.cell }) {
            eventCells.append(
                EventCellUpdate(
                    cell: update.cell,
                    fold: update.fold,
                    selection: 1 << UInt64(update.selection),
                    quantity: selections[update.selection].quantity,
                    item: selections[update.selection].item,
                    timeCell: timeCell(of: update),
                    slot: UInt8(selections[update.selection].listed.flatMap(plan.listSlot) ?? 0)
                )
            )
        }
        return CellSpan(
            cells: first..<eventCells.count,
            from: .min,
            filters: eventCells[first...].reduce(0) { $0 | $1.selection }
        )
    }

    private func timeCell(of update: Plan.EventUpdate) -> Int {
        let cells = plan.tables[update.table].cells
        return cells.firstIndex { measure in
            measure.fold == .lastTime && measure.event == cells[update.cell].event
        } ?? update.cell
    }

    private mutating func append(
        _ key: PaneClassKey,
        tables members: [Int],
        cells: (inout PaneUpdateBuilder, Int) -> CellSpan
    ) {
        let firstTable = updates.count
        for table in members {
            let span = cells(&self, table)
            updates.append(
                TableUpdate(
                    table: tables[table],
                    clock: clock(of: table),
                    groupingSet: plan.tables[table].groupingSet,
                    firstCell: span.cells.lowerBound,
                    cellEnd: span.cells.upperBound,
                    from: span.from,
                    filters: span.filters
                )
            )
        }
        let clock = members.first.map(clock(of:)) ?? .utc
        classes.append(
            PaneClass(
                paneSize: key.paneSize,
                clock: clock,
                acceptance: members.map { plan.tables[$0].acceptance }.max() ?? 0,
                from: firstPane(key.paneSize),
                bit: bits[key] ?? 0,
                firstTable: firstTable,
                tableEnd: updates.count
            )
        )
    }

    private func clock(of table: Int) -> PaneClock {
        plan.tables[table].calendar.isUTC ? .utc : isOfDay ? .nominal : .zone
    }
}
