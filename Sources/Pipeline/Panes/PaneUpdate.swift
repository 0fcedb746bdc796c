// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Pane tables of one pane size and settle time: they all take a fact, or none does.
struct PaneClass: BitwiseCopyable {
    var paneSize: Int64
    /// How much later than a fact its pane ends at most, ms.
    var reach: Int64
    var clock: PaneClock
    /// A pane takes facts until its end plus this, ms.
    var acceptance: Int64
    /// Facts before this time are not taken, ms.
    var from: Int64
    /// The class's bit in masks of classes.
    var bit: UInt64
    /// Its table updates, as positions in `PaneStore`.
    var firstTable: Int
    var tableEnd: Int
}

/// What a fact of one kind does to one table.
struct TableUpdate {
    var table: PaneTable
    var clock: PaneClock
    var groupingSet: Int
    /// Its cell updates, in ascending order of the cells.
    var firstCell: Int
    var cellEnd: Int
    /// Facts from this time on count in all of the cells, ms.
    var from: Int64
}

/// What an event of one type does to one cell.
struct EventCellUpdate: BitwiseCopyable {
    var cell: Int
    var fold: Fold
    /// The bit of the selection that must have taken the event.
    var selection: UInt64
    var quantity: EventQuantity
    var item: EventItem
    /// Of a last value: the cell of its time.
    var timeCell: Int
    /// The slot of the dimension that a list counts.
    var slot: UInt8
}

/// What a fact of one kind does to one cell.
struct CellUpdate {
    var cell: Int
    var fold: Fold
    var filter: FactFilter
    /// Facts from this time on count in it, ms.
    var from: Int64
}
