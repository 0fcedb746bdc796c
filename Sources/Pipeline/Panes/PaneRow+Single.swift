// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension PaneRow {
    /// Replaces the smallest, largest or last value in a cell, if the amount is that.
    ///
    /// Of the last value, `lastTime` stands behind `last` and is counted first; so its cell holds
    /// the amount's time already if it is the last one.
    func takeSingle(_ amount: Amount, in cell: Int, by fold: Fold) {
        let known = SingleValue.number(value(cell))
        switch fold {
        case .least: put(min(known ?? amount.value, amount.value), in: cell)
        case .greatest: put(max(known ?? amount.value, amount.value), in: cell)
        case .lastTime: put(max(known ?? amount.time, amount.time), in: cell)
        default: if amount.isLast { put(amount.value, in: cell) }
        }
    }

    private func put(_ number: Int64, in cell: Int) {
        store(cell, UInt64(bitPattern: SingleValue.word(number)))
    }
}
