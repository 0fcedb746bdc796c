// SPDX-License-Identifier: Apache-2.0

/// Starts of panes in ascending order, ms.
///
/// - Note: Writer thread only.
public struct Panes: Sequence, IteratorProtocol {
    var pane: PaneNode?
    let end: Int64

    /// The next start.
    public mutating func next() -> Int64? {
        guard let pane, pane.start < end else { return nil }
        self.pane = pane.newer
        return pane.start
    }
}
