// SPDX-License-Identifier: Apache-2.0

/// The end of a block of counters: a hash table of their numbers with linear probing.
///
/// A slot has two bytes: the number plus one, 0 where it is free, and four bits of the item's hash,
/// so that a search looks at few other counters. Twice as many slots as counters, a power of two.
/// Written and read by the writer only.
struct CounterIndex {
    private static let numberBits: UInt16 = 12
    private static let numberMask: UInt16 = 1 << numberBits - 1

    private let block: Block
    /// The position of the first slot, in units of two bytes.
    private let first: Int
    private let mask: Int
    /// How far a hash is shifted to give the slot at which a search begins.
    private let shift: UInt32

    /// The index in a block of the class, behind `reservedBytes`.
    @inline(__always)
    init(_ block: Block, sizeClass: UInt32, reservedBytes: Int) {
        self.block = block
        first = reservedBytes >> 1
        mask = 1 &<< Int(sizeClass) &- 1
        shift = 32 &- sizeClass
    }

    /// A search for the slots that may name an item's counter.
    @inline(__always)
    func search(_ item: UInt32) -> CounterSearch {
        let hash = Self.hash(item)
        return CounterSearch(slot: Int(hash &>> shift), tag: Self.tag(hash))
    }

    /// What is in a slot; 0: nothing.
    @inline(__always)
    func word(_ slot: Int) -> UInt16 { block.word16(first &+ slot) }

    /// The counter that a slot names.
    @inline(__always)
    func number(_ slot: Int) -> Int { Int(word(slot) & Self.numberMask) &- 1 }

    /// The slot behind a slot; the first follows the last.
    @inline(__always)
    func next(_ slot: Int) -> Int { (slot &+ 1) & mask }

    /// Names a counter that has no slot yet.
    @inline(__always)
    func insert(_ number: Int, item: UInt32) {
        var slot = Int(Self.hash(item) &>> shift)
        while word(slot) != 0 { slot = next(slot) }
        store(number, item: item, at: slot)
    }

    /// Lets a slot name a counter.
    @inline(__always)
    func store(_ number: Int, item: UInt32, at slot: Int) {
        let named = UInt16(truncatingIfNeeded: number &+ 1)
        block.store16(Self.tag(Self.hash(item)) | named, at: first &+ slot)
    }

    /// Frees a slot and moves back what would not be found behind it any more.
    ///
    /// - Parameters:
    ///   - slot: of a counter.
    ///   - item: tells a counter's item.
    @inline(__always)
    func remove(_ slot: Int, item: (Int) -> UInt32) {
        var hole = slot
        var next = next(slot)
        while case let word = word(next), word != 0 {
            let home = Int(Self.hash(item(number(next))) &>> shift)
            if (next &- home) & mask >= (next &- hole) & mask {
                block.store16(word, at: first &+ hole)
                hole = next
            }
            next = self.next(next)
        }
        block.store16(0, at: first &+ hole)
    }

    /// The bits of a slot that tell most items apart.
    @inline(__always)
    static func tag(_ hash: UInt32) -> UInt16 {
        UInt16(truncatingIfNeeded: hash) & ~numberMask
    }

    /// Whether a slot's word may be of an item with the tag.
    @inline(__always)
    static func matches(_ word: UInt16, _ tag: UInt16) -> Bool { word & ~numberMask == tag }

    /// Multiplied by 2^32 / golden ratio, so that neighbors spread.
    private static func hash(_ item: UInt32) -> UInt32 { item &* 0x9E37_79B9 }
}
