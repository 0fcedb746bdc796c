// SPDX-License-Identifier: Apache-2.0

// What must be kept of a row beside its cells, for a table that is made anew.
extension PaneRow {
    /// What the table and the emission remember about a row.
    public struct Notes: Sendable, Equatable, BitwiseCopyable {
        /// How many updates there were.
        public var changes: UInt64
        /// Whether it waits for `PaneTable.takeChanged`, was emitted, and is watched, as bits 0 to 2.
        public var marks: UInt64
        /// Which outputs were emitted, as bits.
        public var emittedOutputs: UInt64
        /// Which cells changed since the final was emitted, as bits.
        public var dirtyCells: UInt64

        /// Notes that were kept elsewhere.
        public init(changes: UInt64, marks: UInt64, emittedOutputs: UInt64, dirtyCells: UInt64) {
            self.changes = changes
            self.marks = marks
            self.emittedOutputs = emittedOutputs
            self.dirtyCells = dirtyCells
        }
    }

    /// The row's number, which no other row of its table has at the same time.
    public var number: UInt32 { UInt32(truncatingIfNeeded: load(RowLayout.series) >> 32) }

    /// What is remembered about the row.
    public var notes: Notes {
        Notes(
            changes: load(RowLayout.changes),
            marks: load(RowLayout.marks),
            emittedOutputs: load(RowLayout.emittedOutputs),
            dirtyCells: load(RowLayout.dirtyCells)
        )
    }
}

extension PaneTable {
    /// Visits all rows, by their panes in ascending order.
    ///
    /// - Parameter body: It must not call the table.
    /// - Complexity: O(panes + rows).
    public func forEachRow(_ body: (PaneRow) -> Void) {
        var pane = unsafe header.pointee.ring.oldest
        while let current = pane {
            for row in PaneRows(row: current.firstRow) { body(row) }
            pane = current.newer
        }
    }

    /// Makes a row that was kept elsewhere, beyond the budget if need be; its cells are 0.
    ///
    /// - Parameters:
    ///   - series: Number of the series; it has no row in the pane yet.
    ///   - paneStart: A multiple of the pane size, ms.
    ///   - notes: What was remembered about it.
    /// - Returns: The row.
    public func restoreRow(series: UInt32, paneStart: Int64, _ notes: PaneRow.Notes) -> PaneRow {
        let row = rowAnyway(series: series, paneStart: paneStart)
        row.store(notes.changes, at: RowLayout.changes)
        row.store(notes.marks & ~RowLayout.changedFlag, at: RowLayout.marks)
        row.store(notes.emittedOutputs, at: RowLayout.emittedOutputs)
        row.store(notes.dirtyCells, at: RowLayout.dirtyCells)
        if notes.marks & RowLayout.changedFlag != 0 {
            touch(row)
            row.store(notes.changes, at: RowLayout.changes)
        }
        return row
    }
}
