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
        _ event: inout Event,
        person: UInt64,
        combination: UInt32
    ) -> UInt64 {
        if levels.types & 1 << UInt64(event.type.rawValue) != 0 {
            addToLevels(&event, person: person, combination: combination)
        }
        let range = eventTypes[Int(event.type.rawValue)]
        return range.isEmpty ? 0 : count(&event, person, combination, in: range)
    }

    @inline(never)
    private mutating func count(
        _ event: inout Event,
        _ person: UInt64,
        _ combination: UInt32,
        in range: Range<Int>
    ) -> UInt64 {
        let taking = eventChecks.taking(&event, person: person)
        if taking == 0 { return 0 }
        let place = combinations.place(of: combination)
        var counted: UInt64 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if let pane = openPane(of: event.time, position),
                count(&event, person, taking, place, pane, position)
            {
                counted |= classes[position].bit
            }
            position &+= 1
        }
        // Known series miss what found no combination of its own.
        if combination == CombinationTable.overflow {
            noteDisplaced(event.time, in: range, of: counted)
        }
        return counted
    }

    /// Counts an event in the tables of a class of which a selection took it; false: there is none.
    @inline(__always)
    private mutating func count(
        _ event: inout Event,
        _ person: UInt64,
        _ taking: UInt64,
        _ place: Int,
        _ pane: Int64,
        _ position: Int
    ) -> Bool {
        var isCounted = false
        var update = classes[position].firstTable
        let end = classes[position].tableEnd
        while update < end {
            if updates[update].filters & taking != 0 {
                let row = row(at: place, pane, event.time, update)
                count(&event, person, taking, row, update)
                isCounted = true
            }
            update &+= 1
        }
        return isCounted
    }

    /// Counts an event in the cells of a row whose selection took it, of which there is one.
    @inline(__always)
    private mutating func count(
        _ event: inout Event,
        _ person: UInt64,
        _ taking: UInt64,
        _ row: PaneRow,
        _ update: Int
    ) {
        let first = updates[update].firstCell
        // Wholes stand behind their parts and are counted first: see `Plan.Table.cells`.
        var position = updates[update].cellEnd
        while position > first {
            position &-= 1
            guard eventCells[position].selection & taking != 0 else { continue }
            let (cell, fold) = (eventCells[position].cell, eventCells[position].fold)
            if fold == .top {
                let value = event.dimensions[Int(eventCells[position].slot)]
                let isTotal = updates[update].groupingSet == 0
                count(value, in: cell, row, isTotal: isTotal, at: event.time)
            } else if fold == .count, !row.isWatched {
                row.add(cell, 1)
            } else {
                self.fold(&event, person, position, row, update)
            }
        }
        updates[update].table.touch(row)
    }

    // Calls, so that what they need is not kept at hand for each row: see `PaneStore+Facts`.

    /// Folds what an event brings into a cell.
    @inline(never)
    private mutating func fold(
        _ event: inout Event,
        _ person: UInt64,
        _ position: Int,
        _ row: PaneRow,
        _ update: Int
    ) {
        let groupingSet = updates[update].groupingSet
        guard eventCells[position].fold == .distinct else {
            return foldAmount(&event, person, position, row, groupingSet)
        }
        let cell = eventCells[position].cell
        if row.isWatched { row.dirtyCells |= 1 << UInt64(cell & 63) }
        let item = event.id(eventCells[position].item, person: person)
        if !insert(item, into: cell, row, groupingSet: groupingSet) { noteOverflow(event.time) }
    }

    /// Folds a quantity of an event, or that it came, into a cell.
    @inline(never)
    private mutating func foldAmount(
        _ event: inout Event,
        _ person: UInt64,
        _ position: Int,
        _ row: PaneRow,
        _ groupingSet: Int
    ) {
        let (cell, fold) = (eventCells[position].cell, eventCells[position].fold)
        var amount = event.amount(for: eventCells[position], person: person)
        if fold == .last {
            let time = row.value(eventCells[position].timeCell)
            amount.isLast = time == SingleValue.word(event.time)
        }
        add(amount, to: cell, by: fold, row, groupingSet: groupingSet)
    }

    /// Counts a value in a list; 0 is none.
    @inline(__always)
    private mutating func count(
        _ value: UInt32,
        in cell: Int,
        _ row: PaneRow,
        isTotal: Bool,
        at time: Int64
    ) {
        if value == 0 { return }
        if row.isWatched { row.dirtyCells |= 1 << UInt64(cell & 63) }
        if !addToList(value, 1, cell, row, isTotal: isTotal) { noteOverflow(time) }
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
