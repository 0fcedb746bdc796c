// SPDX-License-Identifier: Apache-2.0

// What the writer does at barriers and when the watermark advances.
extension PaneTable {
    /// Panes at the moment.
    public var paneCount: Int { unsafe header.pointee.ring.count }

    /// Visits each row that was touched since the last call and still exists, in no given order.
    ///
    /// - Parameter body: May touch rows: the one at hand is visited again by the next call.
    /// - Complexity: O(rows touched since the last call).
    public func takeChanged(_ body: (PaneRow) -> Void) {
        var next = unsafe header.pointee.changedRows
        unsafe header.pointee.changedRows = RowLayout.endOfList
        while next != RowLayout.endOfList, let row = PaneRow(bits: next) {
            next = row.load(RowLayout.nextChanged)
            row.store(0, at: RowLayout.nextChanged)
            let marks = row.load(RowLayout.marks)
            // Not marked: freed meanwhile and perhaps another row now, untouched so far.
            if marks & RowLayout.changedFlag == 0 { continue }
            row.store(marks & ~RowLayout.changedFlag, at: RowLayout.marks)
            body(row)
        }
    }

    /// The panes in a range of time; none of them may be removed while the sequence is in use.
    ///
    /// - Parameters:
    ///   - from: The first start, ms.
    ///   - to: The end of the range, ms; a pane that starts there is not in it.
    /// - Returns: Their starts in ascending order, ms.
    /// - Complexity: O(panes in the range), and O(panes before it) if no pane starts at `from`.
    public func panes(from: Int64, to: Int64) -> Panes {
        let exact = from % paneSize == 0 ? directory.pane(from) : nil
        var first = exact ?? (unsafe header.pointee.ring.oldest)
        while let pane = first, pane.start < from { first = pane.newer }
        return Panes(pane: first, end: to)
    }

    /// The rows of a pane, which may not be removed while the sequence is in use.
    ///
    /// - Parameter paneStart: A multiple of the pane size, ms.
    /// - Returns: The rows, the newest first; none if there is no such pane.
    public func rows(inPane paneStart: Int64) -> PaneRows {
        PaneRows(row: directory.pane(paneStart)?.firstRow)
    }

    /// Removes the panes that end at or before a time, the oldest first.
    ///
    /// - Parameters:
    ///   - time: Event time, ms.
    ///   - willRemove: Gets each row while its cells are still there, to release what they lead to.
    ///     It must not call the table.
    /// - Complexity: O(rows removed).
    public func removePanes(endingAtOrBefore time: Int64, _ willRemove: (PaneRow) -> Void) {
        while let pane = unsafe header.pointee.ring.oldest, pane.start + paneSize <= time {
            unsafe header.pointee.remove(pane, willRemove)
        }
    }
}
