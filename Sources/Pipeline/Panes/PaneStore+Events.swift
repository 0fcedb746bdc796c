// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Windowing

extension PaneStore {
    /// Counts an event as it came, in the measures that select it.
    ///
    /// - Parameters:
    ///   - event: its time decides which pane takes it, and whether one still does.
    ///   - person: who did it; 0: nobody known.
    ///   - combination: of its dimension values.
    /// - Returns: the classes that took it.
    @inline(__always)
    mutating func add(
        _ event: borrowing Event,
        person: UInt64,
        combination: UInt32
    ) -> UInt64 {
        let range = eventTypes[Int(event.type.rawValue)]
        return range.isEmpty ? 0 : count(event, person, combination, in: range)
    }

    @inline(never)
    private mutating func count(
        _ event: borrowing Event,
        _ person: UInt64,
        _ combination: UInt32,
        in range: Range<Int>
    ) -> UInt64 {
        let taking = eventChecks.taking(event, person: person)
        if taking == 0 { return 0 }
        var counted: UInt64 = 0
        for position in range {
            let paneClass = classes[position]
            guard accepts(event.time, paneClass) else { continue }
            for update in paneClass.firstTable..<paneClass.tableEnd
            where count(event, person, combination, taking, updates[update]) {
                counted |= paneClass.bit
            }
        }
        return counted
    }

    @inline(__always)
    private mutating func count(
        _ event: borrowing Event,
        _ person: UInt64,
        _ combination: UInt32,
        _ taking: UInt64,
        _ update: TableUpdate
    ) -> Bool {
        var cell = update.cellEnd - 1
        while cell >= update.firstCell, eventCells[cell].selection & taking == 0 { cell -= 1 }
        guard cell >= update.firstCell else { return false }
        let series = combinations.series(of: combination, in: update.groupingSet)
        let pane = update.table.paneStart(of: event.time)
        guard let row = update.table.row(series: series, paneStart: pane) else {
            noteRefused(event.time)
            return true
        }
        // Wholes stand behind their parts and are counted first: see `Plan.Table.cells`.
        while cell >= update.firstCell {
            let update = (eventCells[cell], update.groupingSet)
            if update.0.selection & taking != 0 {
                add(event, person, update.0, row, groupingSet: update.1)
            }
            cell -= 1
        }
        update.table.touch(row)
        return true
    }

    @inline(__always)
    private func add(
        _ event: borrowing Event,
        _ person: UInt64,
        _ update: EventCellUpdate,
        _ row: PaneRow,
        groupingSet: Int
    ) {
        if row.isWatched { row.dirtyCells |= 1 << UInt64(update.cell & 63) }
        switch update.fold {
        case .count, .sumCount: row.add(update.cell, 1)
        case .sumValue: row.add(update.cell, event.steps(update.quantity))
        case .sumSquares: row.add(update.cell, Self.square(event.steps(update.quantity)))
        case .distinct:
            let handle = UInt32(truncatingIfNeeded: row.word(update.cell))
            let item = event.id(update.item, person: person)
            let grown = arenas.insert(item, into: handle, groupingSet: groupingSet)
            if grown != handle { row.store(update.cell, UInt64(grown)) }
        case .histogram: addToHistogram(event.steps(update.quantity), 1, update.cell, row)
        }
    }
}

extension Event {
    /// A quantity in the steps in which it is summed; a selection has seen that it is not too large.
    @inline(__always)
    fileprivate func steps(_ quantity: EventQuantity) -> Int64 {
        Int64((number(quantity) * quantity.steps).rounded())
    }
}
