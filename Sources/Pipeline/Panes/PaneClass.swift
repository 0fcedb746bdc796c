// SPDX-License-Identifier: Apache-2.0

/// Pane tables of one pane size and settle time: they all take a fact, or none does.
struct PaneClass: BitwiseCopyable {
    var paneSize: Int64
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
    /// The pane in which it counted last.
    var open = OpenPane()
}
