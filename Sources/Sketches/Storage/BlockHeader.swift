// SPDX-License-Identifier: Apache-2.0

/// The second word of a block: its size class for life, what it holds now, and how much.
struct BlockHeader {
    enum Content: UInt32 {
        case none, items, coupons, registers, buckets, counters
    }

    var word: UInt32

    init(_ word: UInt32) { self.word = word }

    init(sizeClass: UInt32, content: Content) {
        word = sizeClass | content.rawValue << 4
    }

    @inline(__always)
    var sizeClass: UInt32 { word & 0xF }

    @inline(__always)
    var content: Content { Content(rawValue: word >> 4 & 0xF) ?? .none }

    /// Occupied slots, below 2^24.
    var count: Int { Int(word >> 8) }

    var bytes: Int { BlockSize.bytes(sizeClass) }

    /// The same with one more occupied slot.
    var incremented: BlockHeader { BlockHeader(word &+ 0x100) }

    /// The same with one occupied slot less.
    var decremented: BlockHeader { BlockHeader(word &- 0x100) }
}
