// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// A row of a table: one series in one pane.
struct ModelRow: Hashable {
    var table: Int
    var pane: Int64
    var values: [UInt32]
}

/// The rows of all tables; nothing is ever dropped.
struct ModelPanes {
    let plan: Plan
    private let zone: ModelZone
    /// Of each output, the cells that it reads.
    let cellsRead: [[Int]]
    private(set) var rows: [ModelRow: [ModelCell]] = [:]
    /// Rows that facts came to since the last barrier, with the cells that they changed.
    var touched: [ModelRow: Set<Int>] = [:]

    /// Everything that cells with levels ever heard of, with its pane, and whether that took it.
    private var levels: [Level: [(pane: Int64, amount: Int64, isTaken: Bool)]] = [:]

    private struct Level: Hashable {
        var table: Int
        var cell: Int
        var values: [UInt32]
    }

    init(plan: Plan, zone: ModelZone) {
        self.plan = plan
        self.zone = zone
        cellsRead = plan.outputs.indices.map(plan.cells)
    }

    /// Start of the pane that something belongs to, by the clock of the table's panes.
    private func pane(_ table: Int, _ time: Int64, isOfDay: Bool) -> Int64 {
        let isLocal = isOfDay || !goesByZone(table)
        return aligned(isLocal ? time : zone.local(time), to: plan.tables[table].paneSize)
    }

    /// Whether panes are whole days and so go by the zone.
    private func goesByZone(_ table: Int) -> Bool { plan.tables[table].paneSize % 86_400_000 == 0 }

    /// What a cell came to by a time: everything but what later panes took.
    func level(table: Int, cell: Int, values: [UInt32], until end: Int64) -> Int64 {
        levels[Level(table: table, cell: cell, values: values), default: []]
            .filter { !$0.isTaken || $0.pane < end }.reduce(0) { $0 + $1.amount }
    }

    private mutating func addToLevel(
        _ fact: Fact,
        sign: Int64,
        row: ModelRow,
        cell: Int,
        fold: Fold,
        _ watermark: Int64?
    ) {
        guard fold.isLevel else { return }
        let amount = sign * (fold == .countLevel ? 1 : fact.value)
        levels[Level(table: row.table, cell: cell, values: row.values), default: []]
            .append((row.pane, amount, takes(row.table, fact, watermark: watermark)))
    }

    private mutating func addToLevels(_ fact: ModelFact, sign: Int64, _ watermark: Int64?) {
        for update in plan.updates[Int(fact.fact.kind.rawValue)]
        where update.filter.takes(fact.fact) {
            let row = row(of: fact, table: update.table)
            addToLevel(
                fact.fact,
                sign: sign,
                row: row,
                cell: update.cell,
                fold: update.fold,
                watermark
            )
        }
    }

    private func row(of fact: ModelFact, table: Int) -> ModelRow {
        row(of: fact.values, at: fact.fact.time, isOfDay: fact.fact.kind.isOfDay, table: table)
    }

    private func row(
        of values: [UInt32],
        at time: Int64,
        isOfDay: Bool = false,
        table: Int
    ) -> ModelRow {
        ModelRow(
            table: table,
            pane: pane(table, time, isOfDay: isOfDay),
            values: plan.groupingSets[plan.tables[table].groupingSet].map { values[$0] }
        )
    }

    /// Whether a table still takes facts of a time (section 1).
    func takes(
        _ table: Int,
        _ time: Int64,
        isOfDay: Bool = false,
        watermark: Int64?
    ) -> Bool {
        let last = pane(table, time, isOfDay: isOfDay) + plan.tables[table].paneSize
        let end = goesByZone(table) ? zone.utc(last) : last
        return !reached(
            watermark,
            end + plan.tables[table].settle + 2 * plan.tables[table].lateness
        )
    }

    private func takes(_ table: Int, _ fact: Fact, watermark: Int64?) -> Bool {
        takes(table, fact.time, isOfDay: fact.kind.isOfDay, watermark: watermark)
    }

    /// Applies a flow fact to each table that takes it, and says whether one did.
    mutating func take(_ fact: ModelFact, watermark: Int64?) -> Bool {
        addToLevels(fact, sign: 1, watermark)
        var isTaken = false
        for table in plan.tables.indices where takes(table, fact.fact.time, watermark: watermark) {
            if add(fact, sign: 1, to: table) { isTaken = true }
        }
        return isTaken
    }

    /// Applies an event as it came, by table and cell, to each table that takes it.
    mutating func take(
        _ facts: [Int: [Int: Fact]],
        of event: Event,
        watermark: Int64?
    ) -> Bool {
        var isTaken = false
        for (table, byCell) in facts {
            let row = row(of: event.values, at: event.time, table: table)
            for (cell, fact) in byCell {
                let fold = plan.tables[table].cells[cell].fold
                addToLevel(fact, sign: 1, row: row, cell: cell, fold: fold, watermark)
            }
            guard takes(table, event.time, watermark: watermark) else { continue }
            var cells = rows[row] ?? emptyCells(table: table)
            for (cell, fact) in byCell {
                cells[cell].fold(fact, sign: 1, by: plan.tables[table].cells[cell].fold)
            }
            rows[row] = cells
            let changed = byCell.filter { cell, fact in
                ModelCell.changes(by: fact, plan.tables[table].cells[cell].fold)
            }
            touched[row, default: []].formUnion(changed.keys)
            isTaken = true
        }
        return isTaken
    }

    /// Applies the difference between what was said and what is to be said.
    mutating func restate(
        _ statement: inout ModelStatement,
        as facts: [ModelSlot: ModelFact],
        watermark: Int64?
    ) {
        for slot in Set(statement.facts.keys).union(facts.keys) {
            let (old, new) = (statement.facts[slot], facts[slot])
            if old.map(grouped) == new.map(grouped) { continue }
            if let old { addToLevels(old, sign: -1, watermark) }
            if let new { addToLevels(new, sign: 1, watermark) }
            for table in plan.tables.indices
            where !statement.stuck[slot, default: []].contains(table) {
                if let old, !takes(table, old.fact, watermark: watermark) {
                    statement.stuck[slot, default: []].insert(table)
                    continue
                }
                if let new, !takes(table, new.fact, watermark: watermark) {
                    continue
                }
                if let old { _ = add(old, sign: -1, to: table) }
                if let new { _ = add(new, sign: 1, to: table) }
            }
        }
        statement.facts = facts
    }

    /// A fact with the values of what is grouped by: others of its event make no other fact.
    private func grouped(_ fact: ModelFact) -> ModelFact {
        ModelFact(fact.fact, values: Array(fact.values.prefix(plan.dimensions.count)))
    }

    /// The cells of a series over some panes together; nil if it has no row in any of them.
    func cells(table: Int, values: [UInt32], from start: Int64, to end: Int64) -> [ModelCell]? {
        var sum: [ModelCell]?
        for pane in stride(from: start, to: end, by: Int(plan.tables[table].paneSize)) {
            guard let row = rows[ModelRow(table: table, pane: pane, values: values)] else {
                continue
            }
            sum = sum.map { cells in zip(cells, row).map { $0.merged(with: $1) } } ?? row
        }
        return sum
    }

    /// Whether any cell that an output reads holds anything in a window.
    func isCounted(_ index: Int, _ values: [UInt32], from start: Int64, to end: Int64) -> Bool {
        let output = plan.outputs[index]
        let cells = cells(
            table: output.table,
            values: values,
            from: start,
            to: end
        )
        return cellsRead[index].contains { cells?[$0].reading != 0 }
    }

    /// The cells of a row in which nothing was counted.
    func emptyCells(table: Int) -> [ModelCell] {
        plan.tables[table].cells.map { ModelCell($0.fold) }
    }

    /// Adds a fact to the cells of a table that count it, and says whether there are any.
    private mutating func add(_ fact: ModelFact, sign: Int64, to table: Int) -> Bool {
        let updates = plan.updates[Int(fact.fact.kind.rawValue)]
            .filter { $0.table == table && $0.filter.takes(fact.fact) }
        if updates.isEmpty { return false }
        let row = row(of: fact, table: table)
        var cells = rows[row] ?? emptyCells(table: table)
        for update in updates { cells[update.cell].fold(fact.fact, sign: sign, by: update.fold) }
        rows[row] = cells
        let changed = updates.filter { ModelCell.changes(by: fact.fact, $0.fold) }
        touched[row, default: []].formUnion(changed.map(\.cell))
        return true
    }
}
