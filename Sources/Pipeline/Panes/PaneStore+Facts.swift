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
            let paneClass = classes[position]
            position &+= 1
            guard paneClass.bit & except == 0, accepts(fact.time, paneClass) else { continue }
            if count(fact, place, taking, paneClass) { counted |= paneClass.bit }
        }
        return counted
    }

    /// Counts a fact in the tables of a class of which a filter took it; false: there is none.
    @inline(__always)
    private mutating func count(
        _ fact: Fact,
        _ place: Int,
        _ taking: UInt64,
        _ paneClass: PaneClass
    ) -> Bool {
        let pane = paneStart(of: fact.time, paneClass)
        var isCounted = false
        var update = paneClass.firstTable
        while update < paneClass.tableEnd {
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
        // Known series miss what found no combination of its own.
        if isCounted, fact.combination == CombinationTable.overflow {
            noteDisplaced(fact.time, paneClass.clock)
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
        let isWatched = row.isWatched
        let groupingSet = updates[update].groupingSet
        let first = updates[update].firstCell
        // Denominators stand last and are counted first, so that no reader sees a rate above 1.
        var cell = updates[update].cellEnd
        while cell > first {
            cell &-= 1
            guard cells[cell].filter & taking != 0 else { continue }
            let (number, fold) = (cells[cell].cell, cells[cell].fold)
            guard fold == .count || fold == .distinct else {
                add(fact.amount, to: number, by: fold, row, groupingSet: groupingSet)
                continue
            }
            if isWatched { row.dirtyCells |= 1 << UInt64(number & 63) }
            if fold == .count {
                row.add(number, 1)
            } else {
                insert(fact.item, into: number, row, groupingSet: groupingSet)
            }
        }
        updates[update].table.touch(row)
    }
}
