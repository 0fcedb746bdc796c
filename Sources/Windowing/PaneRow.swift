// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// The counters of one series in one pane, as the table's writer sees them.
///
/// A trivial view of words that the table owns; valid until its pane is removed. Cells are ordered
/// numerators before denominators. An update that raises several cells does so in descending order
/// (denominator first); one that lowers cells is enclosed in `beginTakeBack` and `endTakeBack`. Then
/// no reader sees a numerator above its denominator. `PaneTable.touch` follows each update.
///
/// - Note: Writer thread only. Cell numbers must be below the table's `cellCount`; unchecked.
@frozen @safe public struct PaneRow: @unchecked Sendable, Equatable {
    // Unchecked Sendable: every word is atomic, and the note above names the single writer.

    // Owned by the table's slab, which frees nothing while the table lives.
    @usableFromInline let words: UnsafeMutablePointer<Atomic<UInt64>>

    @inlinable init(_ words: UnsafeMutablePointer<Atomic<UInt64>>) {
        unsafe self.words = unsafe words
    }

    @inlinable init?(bits: UInt64) {
        guard let words = unsafe UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: UInt(bits))
        else { return nil }
        unsafe self.words = unsafe words
    }

    @inlinable var bits: UInt64 { unsafe UInt64(UInt(bitPattern: words)) }

    /// Whether both are views of the same row.
    @inlinable public static func == (left: PaneRow, right: PaneRow) -> Bool {
        unsafe left.words == right.words
    }

    // The writer reads what it alone wrote, so relaxed; it stores releasing, paired with the acquiring
    // loads of `RowCopies.append`: who sees a store sees all that were made before it.

    @inlinable func load(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .relaxed)
    }

    func loadAcquiring(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .acquiring)
    }

    @inlinable func store(_ value: UInt64, at word: Int) {
        unsafe words[word].store(value, ordering: .releasing)
    }

    /// The number of the series.
    @inlinable public var series: UInt32 {
        UInt32(truncatingIfNeeded: load(RowLayout.series))
    }

    /// Start of the pane, ms.
    @inlinable public var paneStart: Int64 {
        Int64(bitPattern: load(RowLayout.paneStart))
    }
}

// Cells.
extension PaneRow {
    /// A cell as a number.
    @inlinable public func value(_ cell: Int) -> Int64 { Int64(bitPattern: word(cell)) }

    /// A cell as 64 bits, for instance the handle of a sketch.
    @inlinable public func word(_ cell: Int) -> UInt64 { load(RowLayout.cells &+ cell) }

    /// Adds to a cell; wraps at 64 bits.
    @inlinable public func add(_ cell: Int, _ delta: Int64) {
        store(word(cell) &+ UInt64(bitPattern: delta), at: RowLayout.cells &+ cell)
    }

    /// Adds to a cell; a sum that 64 bits cannot hold becomes the nearest number that they can.
    ///
    /// - Returns: Whether the sum was exact.
    @inlinable public func addSaturating(_ cell: Int, _ delta: Int64) -> Bool {
        let (sum, overflow) = value(cell).addingReportingOverflow(delta)
        let nearest: Int64 = overflow ? (delta < 0 ? .min : .max) : sum
        store(UInt64(bitPattern: nearest), at: RowLayout.cells &+ cell)
        return !overflow
    }

    /// Replaces a cell.
    @inlinable public func store(_ cell: Int, _ word: UInt64) {
        store(word, at: RowLayout.cells &+ cell)
    }

    /// Before the first store of an update that lowers cells: readers wait for `endTakeBack`.
    ///
    /// The order of the stores alone cannot protect a reader here: it may have loaded the numerator
    /// before and load the denominator after the update.
    @inlinable public func beginTakeBack() {
        store(load(RowLayout.sequence) &+ 1, at: RowLayout.sequence)
    }

    /// After the last store of an update that lowers cells.
    @inlinable public func endTakeBack() {
        store(load(RowLayout.sequence) &+ 1, at: RowLayout.sequence)
    }
}

// What the emission remembers about a row; false or 0 in a new row.
extension PaneRow {
    /// How many updates there were.
    @inlinable public var changes: UInt64 { load(RowLayout.changes) }

    /// Whether the final of this row was emitted.
    @inlinable public var isFinal: Bool {
        get { load(RowLayout.marks) & RowLayout.finalFlag != 0 }
        nonmutating set {
            let others = load(RowLayout.marks) & ~RowLayout.finalFlag
            store(newValue ? others | RowLayout.finalFlag : others, at: RowLayout.marks)
        }
    }

    /// Whether a window that the row belongs to was emitted, so that changes must be noted.
    @inlinable public var isWatched: Bool {
        get { load(RowLayout.marks) & RowLayout.watchedFlag != 0 }
        nonmutating set {
            let others = load(RowLayout.marks) & ~RowLayout.watchedFlag
            store(newValue ? others | RowLayout.watchedFlag : others, at: RowLayout.marks)
        }
    }

    /// Which outputs were emitted for this row, as bits that the emission assigns.
    @inlinable public var emittedOutputs: UInt64 {
        get { load(RowLayout.emittedOutputs) }
        nonmutating set { store(newValue, at: RowLayout.emittedOutputs) }
    }

    /// Which cells changed since the final was emitted, as bits (cell modulo 64).
    @inlinable public var dirtyCells: UInt64 {
        get { load(RowLayout.dirtyCells) }
        nonmutating set { store(newValue, at: RowLayout.dirtyCells) }
    }
}
