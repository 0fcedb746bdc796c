// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

// The most frequent step of all: an event counts in some twenty rows. What is the same for all rows
// of a fact or of a class is found once, and the two folds that nearly all cells have are done here.
extension PaneStore {
    /// Counts a fact in the classes whose pane still takes it, and tells those of which a measure
    /// wanted it.
    @inline(__always)
    mutating func count(_ fact: Fact, except: UInt64) -> UInt64 {
        let range = kinds[Int(fact.kind.rawValue)]
        if range.isEmpty { return 0 }
        let taking = factChecks.taking(fact)
        return taking == 0 ? 0 : count(fact, taking, except: except, in: range)
    }

    @inline(never)
    private mutating func count(
        _ fact: Fact,
        _ taking: UInt64,
        except: UInt64,
        in range: Range<Int>
    ) -> UInt64 {
        let place = combinations.place(of: fact.combination)
        var counted: UInt64 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if classes[position].bit & except == 0,
                let pane = openPane(of: fact.time, position),
                count(fact, place, pane, taking, position)
            {
                counted |= classes[position].bit
            }
            position &+= 1
        }
        // Known series miss what found no combination of its own.
        if fact.combination == CombinationTable.overflow {
            noteDisplaced(fact.time, in: range, of: counted)
        }
        return counted
    }

    /// Counts a fact in the tables of a class of which a filter took it; false: there is none.
    @inline(__always)
    private mutating func count(
        _ fact: Fact,
        _ place: Int,
        _ pane: Int64,
        _ taking: UInt64,
        _ position: Int
    ) -> Bool {
        var isCounted = false
        var update = classes[position].firstTable
        let end = classes[position].tableEnd
        while update < end {
            if updates[update].filters & taking != 0 {
                if fact.time >= updates[update].from {
                    count(fact, taking, row(at: place, pane, fact.time, update), update)
                    isCounted = true
                } else if countEach(fact, taking, pane, update) {
                    isCounted = true
                }
            }
            update &+= 1
        }
        return isCounted
    }

    /// Counts a fact in the cells of a row whose filter took it, of which there is one.
    @inline(__always)
    private mutating func count(
        _ fact: Fact,
        _ taking: UInt64,
        _ row: PaneRow,
        _ update: Int
    ) {
        if row.isWatched { markDirty(row, taking, update) }
        let first = updates[update].firstCell
        // Denominators stand last and are counted first, so that no reader sees a rate above 1.
        var cell = updates[update].cellEnd
        while cell > first {
            cell &-= 1
            guard cells[cell].filter & taking != 0 else { continue }
            switch cells[cell].fold {
            case .count: row.add(cells[cell].cell, 1)
            case .distinct:
                if !collect(fact.item, cell, row, update) { noteOverflow(fact.time) }
            default: fold(fact, cell, row, update)
            }
        }
        updates[update].table.touch(row)
    }

    // The two below are calls, so that what they need is not kept at hand for each row. They are mutating:
    // otherwise a call copies the whole store.

    /// Counts an item in a cell of different ones; false: there was no memory for it.
    @inline(never)
    private mutating func collect(
        _ item: UInt64,
        _ cell: Int,
        _ row: PaneRow,
        _ update: Int
    ) -> Bool {
        insert(item, into: cells[cell].cell, row, groupingSet: updates[update].groupingSet)
    }

    /// Folds what a fact brings into a cell that counts otherwise.
    @inline(never)
    private mutating func fold(_ fact: Fact, _ cell: Int, _ row: PaneRow, _ update: Int) {
        add(
            fact.amount,
            to: cells[cell].cell,
            by: cells[cell].fold,
            row,
            groupingSet: updates[update].groupingSet
        )
    }

    /// Notes which cells of a row change whose window was emitted; `add` notes those of other folds.
    @inline(never)
    private mutating func markDirty(_ row: PaneRow, _ taking: UInt64, _ update: Int) {
        for cell in updates[update].firstCell..<updates[update].cellEnd
        where cells[cell].filter & taking != 0
            && (cells[cell].fold == .count || cells[cell].fold == .distinct)
        {
            row.dirtyCells |= 1 << UInt64(cells[cell].cell & 63)
        }
    }
}
