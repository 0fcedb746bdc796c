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
        if levels.types & 1 << UInt64(event.type.rawValue) != 0 {
            addToLevels(event, person: person, combination: combination)
        }
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
            where updates[update].filters & taking != 0 {
                count(event, person, combination, taking, updates[update])
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
    ) {
        let row = row(of: combination, at: event.time, update)
        // Wholes stand behind their parts and are counted first: see `Plan.Table.cells`.
        var cell = update.cellEnd - 1
        while cell >= update.firstCell {
            let eventCell = eventCells[cell]
            if eventCell.selection & taking != 0 {
                var amount = event.amount(for: eventCell, person: person)
                if eventCell.fold == .last {
                    amount.isLast = row.value(eventCell.timeCell) == SingleValue.word(event.time)
                }
                add(
                    amount,
                    to: eventCell.cell,
                    by: eventCell.fold,
                    row,
                    groupingSet: update.groupingSet
                )
            }
            cell -= 1
        }
        update.table.touch(row)
    }
}

extension Event {
    /// What the event brings to a cell; only what the fold looks at, the rest may not be there.
    @inline(__always)
    fileprivate func amount(for cell: EventCellUpdate, person: UInt64) -> Amount {
        var amount = Amount(time: time)
        switch cell.fold {
        case .count, .sumCount, .countLevel, .lastTime: break
        case .sumValue, .sumSquares, .sumFineSquares, .histogram, .valueLevel, .least, .greatest,
            .last:
            amount.value = steps(cell.quantity)
        case .distinct: amount.item = id(cell.item, person: person)
        case .top: amount.top = dimensions[Int(cell.slot)]
        }
        return amount
    }

    /// A quantity in the steps in which it is summed; a selection has seen that it is not too large.
    @inline(__always)
    func steps(_ quantity: EventQuantity) -> Int64 {
        Int64((number(quantity) * quantity.steps).rounded())
    }
}
