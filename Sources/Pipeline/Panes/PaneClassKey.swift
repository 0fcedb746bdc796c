// SPDX-License-Identifier: Apache-2.0

/// Names a class of pane tables: those of one pane size and settle time take a fact together.
struct PaneClassKey: Hashable, Comparable {
    /// Length of a pane, ms.
    var paneSize: Int64
    /// Settle time, ms.
    var settle: Int64

    /// The classes of some tables; the position is the bit in masks of classes.
    static func all(_ tables: [(paneSize: Int64, settle: Int64)]) -> [PaneClassKey] {
        Set(tables.map { PaneClassKey(paneSize: $0.paneSize, settle: $0.settle) }).sorted()
    }

    static func < (left: PaneClassKey, right: PaneClassKey) -> Bool {
        (left.paneSize, left.settle) < (right.paneSize, right.settle)
    }
}
