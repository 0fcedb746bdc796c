// SPDX-License-Identifier: Apache-2.0

/// The rows of one pane.
///
/// - Note: Writer thread only.
public struct PaneRows: Sequence, IteratorProtocol {
    var row: PaneRow?

    /// The next row.
    public mutating func next() -> PaneRow? {
        guard let row else { return nil }
        self.row = PaneRow(bits: row.load(RowLayout.link))
        return row
    }
}
