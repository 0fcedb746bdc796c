// SPDX-License-Identifier: Apache-2.0

import KPIs

/// What a fact, or an event as it comes, brings to a cell, whichever way the cell folds it.
struct Amount: BitwiseCopyable {
    /// When it happened, ms.
    var time: Int64
    /// For sums and distributions.
    var value: Int64 = 0
    /// For sums of counts.
    var count: Int64 = 1
    /// For distinct counts; 0: nothing.
    var item: UInt64 = 0
    /// For last values: whether nothing later was counted.
    var isLast = false
    /// For lists; 0: nothing.
    var top: UInt32 = 0

    /// Whether it can change a cell: a sum that nothing is added to stays as it is.
    @inline(__always)
    func counts(by fold: Fold) -> Bool {
        switch fold {
        case .count, .distinct, .histogram, .countLevel, .least, .greatest, .last, .lastTime: true
        case .top: top != 0
        case .sumValue, .valueLevel, .sumFineSquares: value != 0
        // Squares are of tenths of a second: see `Fold.sumSquares`.
        case .sumSquares: value / 100 != 0
        case .sumCount: count != 0
        }
    }
}

extension Fact {
    /// What the fact brings.
    @inline(__always)
    var amount: Amount { Amount(time: time, value: value, count: count, item: item, top: top) }
}
