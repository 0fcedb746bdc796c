// SPDX-License-Identifier: Apache-2.0

import KPIs

/// What a fact of one kind does to one cell.
struct CellUpdate: BitwiseCopyable {
    var cell: Int
    var fold: Fold
    /// The bit of the filter that must have taken the fact: see `FactChecks`.
    var filter: UInt64
    /// The filter's position where its bit stands for several, else -1.
    var sharing: Int
    /// Facts from this time on count in it, ms.
    var from: Int64
}
