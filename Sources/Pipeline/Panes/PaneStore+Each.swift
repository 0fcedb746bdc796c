// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Facts of which each cell must be asked: those of the time before some cells of a table were
/// counted (`Freshness`), and those of a kind with more filters than a word has bits.
extension PaneStore {
    /// Counts a fact in those cells that take it and were counted when it happened; false: in none.
    ///
    /// What is not counted here cannot be taken back either: nobody knows whether it was counted.
    @inline(never)
    mutating func countEach(
        _ fact: Fact,
        _ taking: UInt64,
        _ pane: Int64,
        _ update: Int
    ) -> Bool {
        let groupingSet = updates[update].groupingSet
        let range = updates[update].firstCell..<updates[update].cellEnd
        guard range.contains(where: { factChecks.takes(fact, taking, cells[$0]) }) else {
            return false
        }
        let place = combinations.place(of: fact.combination)
        let row = row(at: place, pane, fact.time, update)
        for cell in range.reversed() where factChecks.takes(fact, taking, cells[cell]) {
            let (number, fold) = (cells[cell].cell, cells[cell].fold)
            add(fact.amount, to: number, by: fold, row, groupingSet: groupingSet)
        }
        updates[update].table.touch(row)
        return true
    }
}
