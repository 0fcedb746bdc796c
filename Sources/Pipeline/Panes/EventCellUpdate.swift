// SPDX-License-Identifier: Apache-2.0

import KPIs

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
