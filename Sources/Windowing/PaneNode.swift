// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One pane: the head of its rows, a link in a chain of the ring and in the list by time.
///
/// - Note: Stores are the writer's; readers load through `PaneTable.read` only.
@safe struct PaneNode: Equatable {
    // `@safe`: its words belong to the table's slab, which frees nothing while the table lives.

    /// Which word holds what; the first three are those of `Slab.Prefix`.
    enum Word {
        static let sequence = Slab.Prefix.sequence
        static let link = Slab.Prefix.link
        static let start = 3
        static let firstRow = 4
        static let older = 5
        static let newer = 6
        static let count = 7
    }

    /// Words of a node.
    static let wordCount = 8

    let words: UnsafeMutablePointer<Atomic<UInt64>>

    init(_ words: UnsafeMutablePointer<Atomic<UInt64>>) {
        unsafe self.words = unsafe words
    }

    init?(bits: UInt64) {
        guard let words = unsafe UnsafeMutablePointer<Atomic<UInt64>>(bitPattern: UInt(bits))
        else { return nil }
        unsafe self.words = unsafe words
    }

    var bits: UInt64 { unsafe UInt64(UInt(bitPattern: words)) }

    static func == (left: PaneNode, right: PaneNode) -> Bool {
        unsafe left.words == right.words
    }

    // As in `PaneRow`: relaxed loads by the writer, releasing stores paired with the readers'
    // acquiring loads.

    func load(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .relaxed)
    }

    func loadAcquiring(_ word: Int) -> UInt64 {
        unsafe words[word].load(ordering: .acquiring)
    }

    func store(_ value: UInt64, at word: Int) {
        unsafe words[word].store(value, ordering: .releasing)
    }

    /// Start of the pane, ms.
    var start: Int64 { Int64(bitPattern: load(Word.start)) }

    /// The pane before this one in time.
    var older: PaneNode? { PaneNode(bits: load(Word.older)) }

    /// The pane after this one in time.
    var newer: PaneNode? { PaneNode(bits: load(Word.newer)) }

    /// The newest row.
    var firstRow: PaneRow? { PaneRow(bits: load(Word.firstRow)) }

    /// How many rows there are.
    var count: Int { Int(load(Word.count)) }

    /// Shows a row, whole but for its link and its odd sequence, to the readers.
    func push(_ row: PaneRow) {
        row.store(load(Word.firstRow), at: RowLayout.link)
        row.store(row.load(RowLayout.sequence) &+ 1, at: RowLayout.sequence)
        // Pairs with the acquiring load in `PaneTable.read`: who finds the row sees it whole.
        store(row.bits, at: Word.firstRow)
        store(load(Word.count) &+ 1, at: Word.count)
    }
}
