// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// What readers see of a table: its constants, the slots of its pane ring, the bounds in time.
///
/// Slots are addressed by pane number modulo their count. Panes usually lie close together and then
/// each has a slot of its own; when one partition runs far ahead, those that share a slot are chained.
///
/// A trivial view; `PaneRing` owns the words and is the only one that stores. It is a block of its own
/// because no reader may look into the header, which the writer modifies.
@frozen @safe @usableFromInline struct PaneDirectory: @unchecked Sendable {
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

    // Words before the slots. The structure's sequence is odd while a pane is unchained; the bounds
    // are pane starts, `.min` where there is none. The slots' count is a power of two.
    private enum Word {
        static let size = 0
        static let cellCount = 1
        static let mask = 2
        static let structure = 3
        static let oldest = 4
        static let newest = 5
        static let slots = 6
    }

    @usableFromInline let words: UnsafeMutablePointer<Atomic<UInt64>>

    init(_ shape: PaneTable.Shape) {
        let slots = 1 << (Int.bitWidth - (shape.expectedPanes - 1).leadingZeroBitCount)
        let count = Word.slots + slots
        unsafe words = .allocate(capacity: count)
        for word in 0..<count { unsafe (words + word).initialize(to: Atomic(0)) }
        store(UInt64(shape.paneSize), at: Word.size)
        store(UInt64(shape.cellCount), at: Word.cellCount)
        store(UInt64(slots - 1), at: Word.mask)
        publishBounds(oldest: nil, newest: nil)
    }

    func deallocate() { unsafe words.deallocate() }

    private func slot(of start: Int64) -> Int {
        Word.slots + Int((start / size) & Int64(load(Word.mask)))
    }

    private func load(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .relaxed)
    }

    private func store(_ value: UInt64, at word: Int) {
        unsafe words[word].store(value, ordering: .releasing)
    }

    private func loadAcquiring(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .acquiring)
    }
}

// Any thread.
extension PaneDirectory {
    /// Length of a pane, ms.
    var size: Int64 { Int64(load(Word.size)) }

    /// Cells of a row.
    var cellCount: Int { Int(load(Word.cellCount)) }

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
            guard load(Word.structure) == before else { return .disturbed }
            if candidateStart == start { return .found(candidate, sequence: sequence) }
        }
        return loadAcquiring(Word.structure) == before ? .absent : .disturbed
    }

    /// Appends the starts of the panes from a time on, in no given order.
    ///
    /// - Returns: false if a pane was removed meanwhile: then some may be missing.
    /// - Complexity: O(slots + panes), however far the panes lie apart.
    func appendStarts(from first: Int64, to starts: inout [Int64]) -> Bool {
        let before = loadAcquiring(Word.structure)
        guard before & 1 == 0 else { return false }
        for slot in 0...Int(load(Word.mask)) {
            var node = PaneNode(bits: loadAcquiring(Word.slots + slot))
            while let candidate = node {
                let start = Int64(bitPattern: candidate.loadAcquiring(PaneNode.Word.start))
                node = PaneNode(bits: candidate.loadAcquiring(PaneNode.Word.link))
                // As in `find`: the chain leads nowhere else while the structure is the same.
                guard load(Word.structure) == before else { return false }
                if start >= first { starts.append(start) }
            }
        }
        return loadAcquiring(Word.structure) == before
    }
}

// Writer thread only.
extension PaneDirectory {
    /// The pane that starts at `start`, a multiple of the pane size.
    func pane(_ start: Int64) -> PaneNode? {
        var node = PaneNode(bits: load(slot(of: start)))
        while let candidate = node {
            if candidate.start == start { return candidate }
            node = PaneNode(bits: candidate.load(PaneNode.Word.link))
        }
        return nil
    }

    /// Shows a pane, whole but for its link and its odd sequence, to the readers.
    func chain(_ node: PaneNode) {
        let slot = slot(of: node.start)
        node.store(load(slot), at: PaneNode.Word.link)
        node.store(node.load(PaneNode.Word.sequence) &+ 1, at: PaneNode.Word.sequence)
        // Pairs with the acquiring load in `find`: who finds the node sees it whole.
        store(node.bits, at: slot)
    }

    /// Takes a pane out of the readers' sight and makes its sequence odd.
    func unchain(_ node: PaneNode) {
        let structure = load(Word.structure)
        store(structure &+ 1, at: Word.structure)
        node.store(node.load(PaneNode.Word.sequence) &+ 1, at: PaneNode.Word.sequence)
        let slot = slot(of: node.start)
        let next = node.load(PaneNode.Word.link)
        if load(slot) == node.bits { store(next, at: slot) }
        var before = PaneNode(bits: load(slot))
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
}
