// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Levels are what is, whatever the panes in which their changes count: they go on in other tables.
extension StateCarrying {
    /// A cell that is a level.
    struct Level: Equatable {
        var table: Int
        var cell: Int
    }

    /// Levels in the new order, each as the stored one that counts the same for the same series.
    mutating func carryLevels() {
        let known = Self.levels(of: old)
        let levels = Self.levels(of: new).map { level in
            stored(level).flatMap { known.firstIndex(of: $0) }
        }
        image.renumber(.levels, levels)
    }

    /// The stored level that a new one goes on with; of several the one that counted longest.
    func stored(_ level: Level) -> Level? {
        guard let set = same.groupingSets[new.tables[level.table].groupingSet] else { return nil }
        let cell = new.tables[level.table].cells[level.cell]
        let candidates = Self.levels(of: old).filter {
            old.tables[$0.table].groupingSet == set && old.tables[$0.table].cells[$0.cell] == cell
        }
        return candidates.min { oldFrom($0) < oldFrom($1) }
    }

    /// Since when the level of a new cell counts, ms; nil: the cell is none, or its level begins now.
    func levelFrom(table: Int, cell: Int) -> Int64? {
        let meaning = new.tables[table].cells[cell]
        guard meaning.fold.isLevel else { return nil }
        if let stored = stored(Level(table: table, cell: cell)) { return oldFrom(stored) }
        // The first reading of each object will give all of it.
        return meaning.isOfReadings && !hasReadings ? .min : nil
    }

    /// Whether an output reads a level to which readings that are known were not added, and will not be:
    /// what it says is never whole.
    func isShort(_ output: Int) -> Bool {
        let table = new.outputs[output].table
        return hasReadings
            && new.outputs[output].cells.contains { cell in
                let meaning = new.tables[table].cells[cell]
                guard meaning.fold.isLevel, meaning.isOfReadings else { return false }
                return stored(Level(table: table, cell: cell)).map(wasShort) ?? true
            }
    }

    private func wasShort(_ level: Level) -> Bool {
        old.outputs.enumerated().contains { number, output in
            output.table == level.table && output.cells.contains(level.cell)
                && oldFreshness.completeFrom(number) == Freshness.never
        }
    }

    /// Forgets readings that nothing needs, or needed: those of later would be compared with them.
    mutating func dropUnusedReadings() {
        if !hasReadings { _ = image.takeSections(of: .totals) }
    }

    /// Whether running totals of objects are known that were counted, and still are.
    static func hasReadings(_ image: StateImage, _ plans: StoredPlan...) -> Bool {
        !image.section(.totals).isEmpty
            && plans.allSatisfy { plan in
                plan.tables.contains { $0.cells.contains(where: \.isOfReadings) }
            }
    }

    private func oldFrom(_ level: Level) -> Int64 {
        oldFreshness.from(table: level.table, cell: level.cell)
    }

    /// The cells that are levels, in the order of `Levels.ordered`.
    private static func levels(of plan: StoredPlan) -> [Level] {
        plan.tables.enumerated().flatMap { number, table in
            table.cells.indices.filter { table.cells[$0].fold.isLevel }
                .map { Level(table: number, cell: $0) }
        }
    }
}
