// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Whether all that is counted of a kind of fact is which items there were.
struct CollectingKind: BitwiseCopyable {
    /// Facts from this time on were collected in every cell, ms; `Int64.max`: the kind is counted otherwise,
    /// too.
    var from = Int64.max
    /// Whether any of it is counted by dimension values.
    var isGrouped = false
}
