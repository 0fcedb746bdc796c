// SPDX-License-Identifier: Apache-2.0

/// A block seen as a set of coupons.
struct CouponTable {
    private static let firstWord = 2
    /// 2,048 bytes hold the 384 coupons that a sketch keeps at most.
    static let largestClass: UInt32 = 7

    let block: Block

    init(_ block: Block) { self.block = block }

    @inline(__always)
    private static func table(_ sizeClass: UInt32) -> BlockTable {
        BlockTable(sizeClass: sizeClass, wordBytes: 4, reservedBytes: BlockSize.headerBytes)
    }

    /// The smallest class for so many coupons.
    static func sizeClass(holding count: Int) -> UInt32 {
        (0..<largestClass).first { table($0).limit >= count } ?? largestClass
    }

    /// Adds a coupon; for the writer.
    func insert(_ coupon: Coupon) -> Insertion {
        let header = BlockHeader(block.word32(1))
        let table = Self.table(header.sizeClass)
        var slot = table.start(coupon.spread)
        for _ in 0..<table.slots {
            let word = block.word32(Self.firstWord &+ slot)
            if word == coupon.word { return .present }
            if word == 0 {
                guard header.count < table.limit else { return .full }
                block.store32(coupon.word, at: Self.firstWord &+ slot)
                block.store32(header.incremented.word, at: 1)
                return .added
            }
            slot = table.next(slot)
        }
        return .full
    }

    /// Passes all coupons in the order of slots; for any thread, which then asks whether they hold.
    func forEach(_ body: (UInt32) -> Void) {
        for slot in 0..<Self.table(BlockHeader(block.read32(1)).sizeClass).slots {
            let word = block.read32(Self.firstWord + slot)
            if word != 0 { body(word) }
        }
    }

    /// All coupons, ordered; for any thread, which then asks whether they hold.
    func read() -> SortedWords<UInt32> {
        var words: [UInt32] = []
        words.reserveCapacity(Self.table(BlockHeader(block.read32(1)).sizeClass).slots)
        forEach { words.append($0) }
        return SortedWords(unsorted: words)
    }
}
