// SPDX-License-Identifier: Apache-2.0

/// The panes of a table: in a directory by start, and in a list by time.
///
/// - Note: Writer thread only; readers have a copy of `directory`.
struct PaneRing: ~Copyable {
    // How many neighbors by number are tried before the list by time is walked.
    private static let neighbors: Int64 = 4

    /// The readers' part.
    let directory: PaneDirectory
    private(set) var oldest: PaneNode?
    private(set) var newest: PaneNode?
    private(set) var count = 0

    private let size: Int64
    private var nodes = Slab(wordsPerEntry: PaneNode.wordCount)

    init(_ shape: PaneTable.Shape) {
        size = shape.paneSize
        directory = PaneDirectory(shape)
    }

    deinit { directory.deallocate() }

    /// Makes the pane that starts at `start`, a multiple of the pane size, and is not there.
    ///
    /// - Complexity: O(1) when one of the panes just before or after is there or it is the newest;
    ///   else the panes newer than it are walked.
    mutating func add(_ start: Int64) -> PaneNode {
        let node = unsafe PaneNode(nodes.take())
        node.store(UInt64(bitPattern: start), at: PaneNode.Word.start)
        node.store(0, at: PaneNode.Word.firstRow)
        node.store(0, at: PaneNode.Word.count)
        insert(node, after: predecessor(of: start))
        directory.chain(node)
        directory.publishBounds(oldest: oldest, newest: newest)
        return node
    }

    /// Takes a pane, whose rows stay linked, out of sight; `recycle` ends its life.
    mutating func detach(_ node: PaneNode) {
        directory.unchain(node)
        let (older, newer) = (node.older, node.newer)
        older?.store(newer?.bits ?? 0, at: PaneNode.Word.newer)
        newer?.store(older?.bits ?? 0, at: PaneNode.Word.older)
        if older == nil { oldest = newer }
        if newer == nil { newest = older }
        count -= 1
        directory.publishBounds(oldest: oldest, newest: newest)
    }

    /// Makes a detached pane's node free for another pane.
    mutating func recycle(_ node: PaneNode) {
        unsafe nodes.give(node.words)
    }

    private mutating func insert(_ node: PaneNode, after older: PaneNode?) {
        let newer = if let older { older.newer } else { oldest }
        node.store(older?.bits ?? 0, at: PaneNode.Word.older)
        node.store(newer?.bits ?? 0, at: PaneNode.Word.newer)
        older?.store(node.bits, at: PaneNode.Word.newer)
        newer?.store(node.bits, at: PaneNode.Word.older)
        if older == nil { oldest = node }
        if newer == nil { newest = node }
        count += 1
    }

    private func predecessor(of start: Int64) -> PaneNode? {
        guard var node = newest, node.start > start else { return newest }
        for distance in 1...Self.neighbors {
            if let before = directory.pane(start &- distance &* size) { return before }
            if let after = directory.pane(start &+ distance &* size) {
                node = after
                break
            }
        }
        while node.start > start {
            guard let older = node.older else { return nil }
            node = older
        }
        return node
    }
}
