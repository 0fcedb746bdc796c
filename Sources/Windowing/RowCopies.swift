// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Copies of the rows of one pane, in a buffer that a reader uses again and again.
///
/// - Note: One thread at a time; the table's owner must outlive the last use of `isCurrent`.
public struct RowCopies {
    // How often a row is read before it is left out.
    private static let attempts = 64

    /// Rows that are left out because the writer stayed in a correction of them.
    public private(set) var skipped = 0

    private var cellCount = 0
    private var entries: [Entry] = []
    private var cells: [UInt64] = []

    private struct Entry {
        let row: PaneRow
        let sequence: UInt64
        let series: UInt32
        let changes: UInt64
    }

    /// An empty buffer.
    public init() {}

    /// How many rows there are.
    public var count: Int { entries.count }

    /// The series of the row at a position.
    public func series(_ position: Int) -> UInt32 { entries[position].series }

    /// The change counter of the row at a position; the cells hold at least as many updates.
    public func changes(_ position: Int) -> UInt64 { entries[position].changes }

    /// A cell of the row at a position, as a number.
    public func value(_ cell: Int, _ position: Int) -> Int64 {
        Int64(bitPattern: word(cell, position))
    }

    /// A cell of the row at a position, as 64 bits.
    public func word(_ cell: Int, _ position: Int) -> UInt64 {
        precondition(cell < cellCount, "a row has as many cells as its table says")
        return cells[position * cellCount + cell]
    }

    /// Whether the row at a position still is what it was.
    ///
    /// Ask after having read what a cell leads to, for instance a sketch: if not, it may have been
    /// released before. A take-back makes a row another one, too.
    public func isCurrent(_ position: Int) -> Bool {
        let entry = entries[position]
        // Keeps the reader's own loads before this one; pairs with the releasing stores that follow
        // the sequence's in `PaneTableHeader.remove`.
        atomicMemoryFence(ordering: .acquiring)
        return entry.row.load(RowLayout.sequence) == entry.sequence
    }

    mutating func removeAll(cellCount: Int) {
        self.cellCount = cellCount
        skipped = 0
        entries.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }

    /// Copies a row, or leaves it out if it is busy for long.
    mutating func append(_ row: PaneRow) {
        for _ in 0..<Self.attempts where tryAppend(row) { return }
        skipped += 1
    }

    // The sequence lock of Hans Boehm, "Can seqlocks get along with programming language memory
    // models?", 2012. Each load is acquiring, so none after it moves before it, and each store of the
    // writer is releasing: who sees a store of a later life or of a take-back sees the sequence moved.
    // Cells are loaded in ascending order, numerators first; raising updates store descending.
    private mutating func tryAppend(_ row: PaneRow) -> Bool {
        let sequence = row.loadAcquiring(RowLayout.sequence)
        guard sequence & 1 == 0 else { return false }
        let series = UInt32(truncatingIfNeeded: row.loadAcquiring(RowLayout.series))
        let changes = row.loadAcquiring(RowLayout.changes)
        for cell in 0..<cellCount {
            cells.append(row.loadAcquiring(RowLayout.cells + cell))
        }
        guard row.load(RowLayout.sequence) == sequence else {
            cells.removeLast(cellCount)
            return false
        }
        entries.append(Entry(row: row, sequence: sequence, series: series, changes: changes))
        return true
    }
}
