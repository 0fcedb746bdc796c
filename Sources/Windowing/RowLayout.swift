// SPDX-License-Identifier: Apache-2.0

/// Which word of a row holds what; the first three are those of `Slab.Prefix`.
///
/// Computed, so that inlined code of other modules sees constants instead of lazy globals.
@usableFromInline enum RowLayout {
    /// Odd while the row changes its identity or cells are taken back; readers check it twice.
    @inlinable static var sequence: Int { 0 }
    /// The pane's next row, for readers too.
    @inlinable static var link: Int { 1 }
    /// Row number in the upper half, series in the lower half.
    @inlinable static var series: Int { 2 }
    /// Start of the pane, ms.
    @inlinable static var paneStart: Int { 3 }
    /// Updates so far.
    @inlinable static var changes: Int { 4 }
    /// The next of the changed rows as a pointer's bits; 0 when not on the list, `endOfList` at its end.
    @inlinable static var nextChanged: Int { 5 }
    /// Flags.
    @inlinable static var marks: Int { 6 }
    /// Which outputs of the row were emitted, as bits.
    @inlinable static var emittedOutputs: Int { 7 }
    /// Which cells changed since the final, as bits.
    @inlinable static var dirtyCells: Int { 8 }
    /// The first cell.
    @inlinable static var cells: Int { 9 }

    /// Flag: updated since the last `takeChanged`.
    @inlinable static var changedFlag: UInt64 { 1 }
    /// Flag: the final was emitted.
    @inlinable static var finalFlag: UInt64 { 2 }
    /// Flag: a window that the row belongs to was emitted.
    @inlinable static var watchedFlag: UInt64 { 4 }
    /// Value of `nextChanged` in the last row of the list: no pointer, rows are aligned.
    @inlinable static var endOfList: UInt64 { 1 }
}
