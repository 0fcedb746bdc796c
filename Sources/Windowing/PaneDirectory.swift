// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What readers see of a table's panes: the slots of the ring and the bounds in time.
///
/// Slots are addressed by pane number modulo their count. Panes usually lie close together and then
/// each has a slot of its own; when one partition runs far ahead, those that share a slot are chained.
///
/// A trivial view; `PaneRing` owns the words and is the only one that stores.
@safe struct PaneDirectory: @unchecked Sendable {
    // Unchecked Sendable and `@safe`: all words are atomic and live as long as the table.

    /// How a reader's search ended.
    enum Finding {
        /// The pane, with its sequence at that time.
        case found(PaneNode, sequence: UInt64)
        /// There is no such pane.
        case absent
        /// A pane was removed meanwhile: the chain may have led astray.
        case disturbed
    }

    // Words before the slots: the structure's sequence (odd while a pane is unchained), the starts of
    // the oldest and of the newest pane.
    private enum Word {
        static let structure = 0
        static let oldest = 1
        static let newest = 2
        static let slots = 3
    }

    private let size: Int64
    private let mask: Int64
    private let words: UnsafeMutablePointer<Atomic<UInt64>>

    init(size: Int64, expectedPanes: Int) {
        let capacity = 1 << (Int.bitWidth - (max(expectedPanes, 1) - 1).leadingZeroBitCount)
        self.size = size
        mask = Int64(capacity - 1)
        unsafe words = .allocate(capacity: Word.slots + capacity)
        for word in 0..<Word.slots + capacity { unsafe (words + word).initialize(to: Atomic(0)) }
        publishBounds(oldest: nil, newest: nil)
    }

    func deallocate() { unsafe words.deallocate() }

    private func slot(of start: Int64) -> Int { Word.slots + Int((start / size) & mask) }

    private func store(_ value: UInt64, at word: Int) {
        unsafe words[word].store(value, ordering: .releasing)
    }

    private func loadAcquiring(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .acquiring)
    }
}

// Any thread.
extension PaneDirectory {
    /// Start of the oldest pane, ms.
    var oldest: Int64? { bound(Word.oldest) }

    /// Start of the newest pane, ms.
    var newest: Int64? { bound(Word.newest) }

    private func bound(_ word: Int) -> Int64? {
        let start = Int64(bitPattern: loadAcquiring(word))
        return start == .min ? nil : start
    }

    /// The pane that starts at `start`, a multiple of the pane size.
    func find(_ start: Int64) -> Finding {
        let before = loadAcquiring(Word.structure)
        guard before & 1 == 0 else { return .disturbed }
        var node = PaneNode(bits: loadAcquiring(slot(of: start)))
        while let candidate = node {
            let sequence = candidate.loadAcquiring(PaneNode.Word.sequence)
            let candidateStart = Int64(bitPattern: candidate.loadAcquiring(PaneNode.Word.start))
            node = PaneNode(bits: candidate.loadAcquiring(PaneNode.Word.link))
            // The acquiring loads above keep this one behind them. It pairs with the releasing
            // stores of `unchain`: who saw one of the node's later lives sees the sequence moved.
            guard unsafe words[Word.structure].load(ordering: .relaxed) == before
            else { return .disturbed }
            if candidateStart == start { return .found(candidate, sequence: sequence) }
        }
        return loadAcquiring(Word.structure) == before ? .absent : .disturbed
    }
}

// Writer thread only.
extension PaneDirectory {
    /// The pane that starts at `start`, a multiple of the pane size.
    func pane(_ start: Int64) -> PaneNode? {
        var node = PaneNode(bits: head(slot(of: start)))
        while let candidate = node {
            if candidate.start == start { return candidate }
            node = PaneNode(bits: candidate.load(PaneNode.Word.link))
        }
        return nil
    }

    /// Shows a pane, whole but for its link and its odd sequence, to the readers.
    func chain(_ node: PaneNode) {
        let slot = slot(of: node.start)
        node.store(head(slot), at: PaneNode.Word.link)
        node.store(node.load(PaneNode.Word.sequence) &+ 1, at: PaneNode.Word.sequence)
        // Pairs with the acquiring load in `find`: who finds the node sees it whole.
        store(node.bits, at: slot)
    }

    /// Takes a pane out of the readers' sight and makes its sequence odd.
    func unchain(_ node: PaneNode) {
        let structure = unsafe words[Word.structure].load(ordering: .relaxed)
        store(structure &+ 1, at: Word.structure)
        node.store(node.load(PaneNode.Word.sequence) &+ 1, at: PaneNode.Word.sequence)
        let slot = slot(of: node.start)
        let next = node.load(PaneNode.Word.link)
        if head(slot) == node.bits { store(next, at: slot) }
        var before = PaneNode(bits: head(slot))
        while let candidate = before {
            let link = candidate.load(PaneNode.Word.link)
            if link == node.bits { candidate.store(next, at: PaneNode.Word.link) }
            before = PaneNode(bits: link)
        }
        store(structure &+ 2, at: Word.structure)
    }

    /// Publishes the ends of the list by time.
    func publishBounds(oldest: PaneNode?, newest: PaneNode?) {
        store(UInt64(bitPattern: oldest?.start ?? .min), at: Word.oldest)
        store(UInt64(bitPattern: newest?.start ?? .min), at: Word.newest)
    }

    private func head(_ slot: Int) -> UInt64 {
        unsafe words[slot].load(ordering: .relaxed)
    }
}
