// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The levels of a plan: a table for each cell whose readings are of everything so far.
///
/// Facts and events count here whether or not a pane takes them, since a level is what is, not what
/// happened in some window. One thread adds, any thread reads.
final class Levels: Sendable {
    private struct Place: Hashable {
        var table: Int
        var cell: Int
    }

    /// A cell that facts of a kind or events of a type count in.
    @safe private struct Update {
        // Held by `tables` as long as the update; without counting references for each fact.
        var level: Unmanaged<LevelTable>
        var groupingSet: Int
        var fold: Fold
        var filter: FactFilter
        /// Of events: the selection's bit among those of the type.
        var selection: UInt64 = 0
        var quantity = EventQuantity.value
        /// Facts from this time on count, ms.
        var from = Int64.min
    }

    /// Kinds of facts that count in some level, as bits.
    let kinds: UInt64
    /// Types of events that count in some level, as bits.
    let types: UInt64

    private let tables: [Place: LevelTable]
    private let factUpdates: [[Update]]
    private let eventUpdates: [[Update]]

    /// The levels of a plan.
    init(_ plan: Plan, seriesLimit: Int, freshness: Freshness = Freshness()) {
        var tables: [Place: LevelTable] = [:]
        for (number, table) in plan.tables.enumerated() {
            for (cell, measure) in table.cells.enumerated() where measure.fold.isLevel {
                let isTotal = plan.groupingSets[table.groupingSet].isEmpty
                tables[Place(table: number, cell: cell)] = LevelTable(
                    seriesLimit: isTotal ? 1 : seriesLimit
                )
            }
        }
        func level(_ table: Int, _ cell: Int) -> LevelTable? {
            tables[Place(table: table, cell: cell)]
        }
        factUpdates = plan.updates.map { updates in
            updates.compactMap { update in
                level(update.table, update.cell).map { level in
                    unsafe Update(
                        level: Unmanaged.passUnretained(level),
                        groupingSet: plan.tables[update.table].groupingSet,
                        fold: update.fold,
                        filter: update.filter,
                        from: freshness.from(table: update.table, cell: update.cell)
                    )
                }
            }
        }
        eventUpdates = plan.eventUpdates.enumerated().map { type, updates in
            updates.compactMap { update in
                level(update.table, update.cell).map { level in
                    unsafe Update(
                        level: Unmanaged.passUnretained(level),
                        groupingSet: plan.tables[update.table].groupingSet,
                        fold: update.fold,
                        filter: FactFilter(),
                        selection: 1 << UInt64(update.selection),
                        quantity: plan.eventSelections[type][update.selection].quantity
                    )
                }
            }
        }
        self.tables = tables
        kinds = Self.bits(factUpdates)
        types = Self.bits(eventUpdates)
    }

    /// All levels, by their tables in the plan and their cells.
    var ordered: [LevelTable] {
        tables.sorted { ($0.key.table, $0.key.cell) < ($1.key.table, $1.key.cell) }.map(\.value)
    }

    /// What a cell came to since the beginning, for a series.
    ///
    /// Any thread.
    func value(table: Int, cell: Int, series: UInt32) -> Int64 {
        tables[Place(table: table, cell: cell)]?.value(series) ?? 0
    }

    /// Counts a fact, or takes it back (`sign` -1); writer only.
    func add(_ fact: Fact, sign: Int64, series: (_ groupingSet: Int) -> UInt32) {
        for update in factUpdates[Int(fact.kind.rawValue)]
        where fact.time >= update.from && update.filter.takes(fact) {
            let amount = update.fold == .countLevel ? 1 : fact.value
            add(sign * amount, to: series(update.groupingSet), update)
        }
    }

    /// Counts an event that some selections of its type take; writer only.
    func add(_ event: borrowing Event, taking: UInt64, series: (_ groupingSet: Int) -> UInt32) {
        for update in eventUpdates[Int(event.type.rawValue)] where update.selection & taking != 0 {
            let amount = update.fold == .countLevel ? 1 : event.steps(update.quantity)
            add(amount, to: series(update.groupingSet), update)
        }
    }

    @inline(__always)
    private func add(_ amount: Int64, to series: UInt32, _ update: Update) {
        unsafe update.level._withUnsafeGuaranteedRef { $0.add(amount, to: series) }
    }

    private static func bits(_ updates: [[Update]]) -> UInt64 {
        updates.enumerated().reduce(0) { $1.element.isEmpty ? $0 : $0 | 1 << UInt64($1.offset) }
    }
}
