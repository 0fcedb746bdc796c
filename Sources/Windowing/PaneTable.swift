// SPDX-License-Identifier: Apache-2.0

/// Rows of counters by series and pane, written by one thread and read by any without locks.
///
/// A trivial handle of two pointers, to be copied freely; `PaneTables` makes and frees it and must
/// outlive every copy. A row exists only where something was counted. Rows and panes are recycled,
/// their memory is freed only with the table.
///
/// An update is: find the row, add to its cells, `touch` it.
///
/// - Note: Writer thread only, but for `read(paneStart:into:)`, `oldestPane`, `newestPane`,
///   `paneSize` and `cellCount`.
@frozen @safe public struct PaneTable: @unchecked Sendable {
    // Unchecked Sendable and `@safe`: readers use the directory, all atomic, the note names the single
    // writer of the rest, and the owner outlives the handle.

    /// What a table is made for.
    public struct Shape: Sendable, Equatable {
        /// Length of a pane, ms.
        public var paneSize: Int64
        /// Cells of a row.
        public var cellCount: Int
        /// How many panes are expected at a time; more make lookups of panes slower.
        public var expectedPanes: Int

        /// A shape.
        ///
        /// - Parameters:
        ///   - paneSize: Length of a pane, ms, positive.
        ///   - cellCount: Cells of a row, positive.
        ///   - expectedPanes: How many panes are expected at a time, at most 65,536.
        public init(paneSize: Int64, cellCount: Int, expectedPanes: Int = 1_024) {
            precondition(paneSize > 0, "a pane has a length")
            precondition(cellCount > 0, "a row has cells")
            precondition(1...65_536 ~= expectedPanes, "a pane ring has 1 to 65,536 slots")
            self.paneSize = paneSize
            self.cellCount = cellCount
            self.expectedPanes = expectedPanes
        }
    }

    /// Of so many series a table remembers the last row, 8 bytes each; others go through an index.
    public static let mostRemembered = 1 << 18

    @usableFromInline let header: UnsafeMutablePointer<PaneTableHeader>
    @usableFromInline let directory: PaneDirectory

    init(_ shape: Shape, budget: RowBudget) {
        let size = MemoryLayout<PaneTableHeader>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        unsafe header = memory.bindMemory(to: PaneTableHeader.self, capacity: 1)
        unsafe header.initialize(to: PaneTableHeader(shape, budget: budget))
        directory = unsafe header.pointee.ring.directory
    }

    func destroy() {
        unsafe header.deinitialize(count: 1)
        unsafe header.deallocate()
    }

    /// Length of a pane, ms.
    public var paneSize: Int64 { directory.size }

    /// Cells of a row.
    public var cellCount: Int { directory.cellCount }

    /// Rows at the moment.
    public var rowCount: Int { unsafe header.pointee.rowCount }
}

// Updates: the hot path.
extension PaneTable {
    /// Start of the pane that holds a time, ms.
    ///
    /// Divides only when the time is in another pane than the one asked for before.
    ///
    /// - Parameter time: Event time, ms; its magnitude is below 2^62.
    /// - Returns: The largest multiple of the pane size that is not above it.
    @inlinable public func paneStart(of time: Int64) -> Int64 {
        let start = unsafe header.pointee.currentStart
        let size = unsafe header.pointee.paneSize
        // As unsigned, a time before the start is a large distance too.
        if UInt64(bitPattern: time &- start) < UInt64(bitPattern: size) { return start }
        let remainder = time % size
        let other = time &- (remainder < 0 ? remainder &+ size : remainder)
        unsafe header.pointee.currentStart = other
        return other
    }

    /// The row of a series in a pane; makes it if it is not there.
    ///
    /// - Parameters:
    ///   - series: Number of the series.
    ///   - paneStart: A multiple of the pane size, ms.
    /// - Returns: nil when it is not there and the row budget is used up.
    /// - Complexity: O(1); one load and one compare when the series was last in the same pane.
    @inlinable @inline(__always)
    public func row(series: UInt32, paneStart: Int64) -> PaneRow? {
        if let row = lastRow(series, paneStart) { return row }
        return findOrMake(series, paneStart)
    }

    /// The row of a series in a pane; makes it if it is not there, also beyond the budget.
    ///
    /// For the one series that stands for all that have no room: it adds a row to a pane at most.
    ///
    /// - Parameters:
    ///   - series: Number of the series.
    ///   - paneStart: A multiple of the pane size, ms.
    /// - Returns: The row.
    /// - Complexity: As of `row(series:paneStart:)`.
    public func rowAnyway(series: UInt32, paneStart: Int64) -> PaneRow {
        if let row = existingRow(series: series, paneStart: paneStart) { return row }
        return unsafe header.pointee.makeRowAnyway(series: series, paneStart: paneStart)
    }

    /// The row of a series in a pane, if there is one.
    ///
    /// - Parameters:
    ///   - series: Number of the series.
    ///   - paneStart: A multiple of the pane size, ms.
    /// - Returns: nil when it is not there.
    /// - Complexity: As of `row(series:paneStart:)`.
    @inlinable @inline(__always)
    public func existingRow(series: UInt32, paneStart: Int64) -> PaneRow? {
        if let row = lastRow(series, paneStart) { return row }
        return find(series, paneStart)
    }

    /// Ends an update of a row: counts it and puts the row on the list of changed rows.
    ///
    /// It follows the adds. A reader loads the count before the cells; so when the count is the one
    /// it saw before, it missed no add.
    @inlinable @inline(__always)
    public func touch(_ row: PaneRow) {
        row.store(row.load(RowLayout.changes) &+ 1, at: RowLayout.changes)
        let marks = row.load(RowLayout.marks)
        if marks & RowLayout.changedFlag != 0 { return }
        row.store(marks | RowLayout.changedFlag, at: RowLayout.marks)
        if row.load(RowLayout.nextChanged) != 0 { return }
        unsafe row.store(header.pointee.changedRows, at: RowLayout.nextChanged)
        unsafe header.pointee.changedRows = row.bits
    }

    @inlinable @inline(__always)
    func lastRow(_ series: UInt32, _ paneStart: Int64) -> PaneRow? {
        if series == 0 {
            // Without a look at the row, which is needed only by the stores.
            guard unsafe header.pointee.totalStart == paneStart else { return nil }
            return unsafe header.pointee.totalRow
        }
        guard unsafe series < header.pointee.rememberedCount else { return nil }
        let row = unsafe header.pointee.lastRows[Int(series)]
        return row.paneStart == paneStart ? row : nil
    }

    @inline(never) @usableFromInline
    func find(_ series: UInt32, _ paneStart: Int64) -> PaneRow? {
        unsafe header.pointee.existingRow(series: series, paneStart: paneStart)
    }

    @inline(never) @usableFromInline
    func findOrMake(_ series: UInt32, _ paneStart: Int64) -> PaneRow? {
        if let row = find(series, paneStart) { return row }
        return unsafe header.pointee.makeRow(series: series, paneStart: paneStart)
    }
}
