// SPDX-License-Identifier: Apache-2.0

/// A block seen as a sum and a table of packed buckets.
struct BucketTable {
    private static let sumWord = 1
    private static let firstWord = 2
    static let smallestClass: UInt32 = 1
    /// 64 KiB hold 6,144 buckets; there are 4,035, of which 2,018 are not negative: for these half
    /// of it is enough.
    static let largestClass: UInt32 = 12

    let block: Block

    init(_ block: Block) { self.block = block }

    @inline(__always)
    private static func table(_ sizeClass: UInt32) -> BlockTable {
        let reserved = BlockSize.headerBytes + 8
        return BlockTable(sizeClass: sizeClass, wordBytes: 8, reservedBytes: reserved)
    }

    /// The smallest class for so many buckets.
    static func sizeClass(holding count: Int) -> UInt32 {
        (smallestClass..<largestClass).first { table($0).limit >= count } ?? largestClass
    }

    /// Adds to the count of a bucket; for the writer.
    func add(_ index: Int, weight: Int64) -> Insertion {
        let header = BlockHeader(block.word32(1))
        let table = Self.table(header.sizeClass)
        // Multiplied by 2^32 / golden ratio, so that neighbors spread.
        var slot = table.start(UInt32(truncatingIfNeeded: index) &* 0x9E37_79B9)
        for _ in 0..<table.slots {
            let bucket = PackedBucket(word: block.word64(Self.firstWord &+ slot))
            if bucket.isBucket(index) {
                block.store64(bucket.adding(weight).word, at: Self.firstWord &+ slot)
                return .present
            }
            if bucket.word == 0 {
                guard header.count < table.limit else { return .full }
                let added = PackedBucket(index: index, count: weight)
                block.store64(added.word, at: Self.firstWord &+ slot)
                block.store32(header.incremented.word, at: 1)
                return .added
            }
            slot = table.next(slot)
        }
        return .full
    }

    /// Adds to the sum; for the writer.
    func addToSum(_ amount: Int64) {
        block.store64(block.word64(Self.sumWord) &+ UInt64(bitPattern: amount), at: Self.sumWord)
    }

    /// The sum; for any thread.
    func readSum() -> Int64 { Int64(bitPattern: block.read64(Self.sumWord)) }

    /// Passes all buckets that are not 0; for any thread, which then asks whether they hold.
    func forEach(_ body: (PackedBucket) -> Void) {
        for slot in 0..<Self.table(BlockHeader(block.read32(1)).sizeClass).slots {
            let bucket = PackedBucket(word: block.read64(Self.firstWord + slot))
            if bucket.word != 0 && bucket.count != 0 { body(bucket) }
        }
    }
}
