// SPDX-License-Identifier: Apache-2.0

/// A block seen as a set of items.
struct ItemTable {
    private static let firstWord = 1
    /// 64 KiB hold 6,144 items.
    static let largestClass: UInt32 = 12

    let block: Block

    init(_ block: Block) { self.block = block }

    @inline(__always)
    private static func table(_ sizeClass: UInt32) -> BlockTable {
        BlockTable(sizeClass: sizeClass, wordBytes: 8, reservedBytes: BlockSize.headerBytes)
    }

    /// The smallest class for so many items.
    static func sizeClass(holding count: Int) -> UInt32 {
        (0..<largestClass).first { table($0).limit >= count } ?? largestClass
    }

    /// Adds an item unless that would exceed the block or `limit`; for the writer.
    @inline(__always)
    func insert(_ item: UInt64, limit: Int) -> Insertion {
        let header = BlockHeader(block.word32(1))
        let table = Self.table(header.sizeClass)
        var slot = table.start(Self.hash(item))
        for _ in 0..<table.slots {
            let word = block.word64(Self.firstWord &+ slot)
            if word == item { return .present }
            if word == 0 {
                guard header.count < min(table.limit, limit) else { return .full }
                block.store64(item, at: Self.firstWord &+ slot)
                block.store32(header.incremented.word, at: 1)
                return .added
            }
            slot = table.next(slot)
        }
        return .full
    }

    /// Takes all items of another table into an empty block with room for them; for the writer.
    func take(_ other: ItemTable) {
        var header = BlockHeader(block.word32(1))
        let table = Self.table(header.sizeClass)
        other.forEach { item in
            var slot = table.start(Self.hash(item))
            while block.word64(Self.firstWord &+ slot) != 0 { slot = table.next(slot) }
            block.store64(item, at: Self.firstWord &+ slot)
            header = header.incremented
        }
        block.store32(header.word, at: 1)
    }

    /// Multiplied by 2^64 / golden ratio, so that items in sequence spread, too.
    @inline(__always)
    private static func hash(_ item: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (item &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }

    /// Passes all items in the order of slots; for any thread, which then asks whether they hold.
    func forEach(_ body: (UInt64) -> Void) {
        for slot in 0..<Self.table(BlockHeader(block.read32(1)).sizeClass).slots {
            let word = block.read64(Self.firstWord + slot)
            if word != 0 { body(word) }
        }
    }

    /// All items, ordered; for any thread, which then asks whether they hold.
    func read() -> SortedWords<UInt64> {
        var words: [UInt64] = []
        words.reserveCapacity(Self.table(BlockHeader(block.read32(1)).sizeClass).slots)
        forEach { words.append($0) }
        return SortedWords(unsorted: words)
    }
}
