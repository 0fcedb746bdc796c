// SPDX-License-Identifier: Apache-2.0

// Any thread, without locks; never makes the writer wait.
extension PaneTable {
    // How often a pane is read before the reader gives up.
    private static let attempts = 16

    /// Start of the oldest pane, ms.
    public var oldestPane: Int64? { directory.oldest }

    /// Start of the newest pane, ms.
    public var newestPane: Int64? { directory.newest }

    /// The starts of the panes from a time on, ms, ascending.
    ///
    /// - Parameter first: The first start, ms.
    /// - Returns: nil if panes were removed in each of a bounded number of attempts.
    /// - Complexity: O(slots of the ring + panes), however far they lie apart.
    public func paneStarts(from first: Int64) -> [Int64]? {
        var starts: [Int64] = []
        for _ in 0..<Self.attempts {
            starts.removeAll(keepingCapacity: true)
            if directory.appendStarts(from: first, to: &starts) { return starts.sorted() }
        }
        return nil
    }

    /// Copies the rows of a pane; none if there is no such pane.
    ///
    /// Each row is a row of this pane with all of its updates up to its change counter, and possibly
    /// some of a later one. Rows made meanwhile may be missing.
    ///
    /// - Parameters:
    ///   - paneStart: A multiple of the pane size, ms.
    ///   - copies: Gets the rows instead of what it held.
    /// - Returns: false, and no rows, if panes were removed in each of a bounded number of attempts.
    @discardableResult
    public func read(paneStart: Int64, into copies: inout RowCopies) -> Bool {
        let cellCount = cellCount
        for _ in 0..<Self.attempts {
            copies.removeAll(cellCount: cellCount)
            switch directory.find(paneStart) {
            case .absent: return true
            case .disturbed: continue
            case .found(let pane, let sequence):
                if Self.copyRows(of: pane, sequence, into: &copies) { return true }
            }
        }
        copies.removeAll(cellCount: cellCount)
        return false
    }

    // Links of a row are constant while its pane lives, so a link is good if the pane's sequence is
    // unchanged after the link was loaded.
    private static func copyRows(
        of pane: PaneNode,
        _ sequence: UInt64,
        into copies: inout RowCopies
    ) -> Bool {
        var next = pane.loadAcquiring(PaneNode.Word.firstRow)
        while let row = PaneRow(bits: next) {
            guard pane.load(PaneNode.Word.sequence) == sequence else { return false }
            copies.append(row)
            next = row.loadAcquiring(RowLayout.link)
        }
        return pane.load(PaneNode.Word.sequence) == sequence
    }
}
