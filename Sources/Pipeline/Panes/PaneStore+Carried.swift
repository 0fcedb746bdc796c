// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Facts of the time before some cells of a table were counted (`Freshness`).
extension PaneStore {
    /// Counts a fact in those cells that were counted when it happened.
    ///
    /// What is not counted here cannot be taken back either: nobody knows whether it was counted.
    @inline(never)
    mutating func countKnown(_ fact: Fact, _ update: TableUpdate) -> Bool {
        let known = (update.firstCell..<update.cellEnd).reversed().filter { cell in
            fact.time >= cells[cell].from && cells[cell].filter.takes(fact)
        }
        guard !known.isEmpty else { return false }
        let row = row(of: fact.combination, at: fact.time, update)
        for cell in known {
            let (number, fold) = (cells[cell].cell, cells[cell].fold)
            add(fact.amount, to: number, by: fold, row, groupingSet: update.groupingSet)
        }
        update.table.touch(row)
        return true
    }
}
