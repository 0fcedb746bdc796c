// SPDX-License-Identifier: Apache-2.0

import Windowing

/// What a fact of one kind does to one table.
struct TableUpdate {
    var table: PaneTable
    var clock: PaneClock
    var groupingSet: Int
    /// Its cell updates, in ascending order of the cells.
    var firstCell: Int
    var cellEnd: Int
    /// Facts from this time on count in each cell whose filter's bit is set, ms.
    var from: Int64
    /// The filters of its cells, or the selections of events, as bits.
    var filters: UInt64
}
