// SPDX-License-Identifier: Apache-2.0

/// The shape of a hash table in a block: how many slots, where a search begins.
///
/// Up to 64 bytes slots are filled in turn and searched from the first; larger tables are open
/// addressing with linear probing and count as full when three quarters of the block are used.
struct BlockTable {
    private static let largestLinearClass: UInt32 = 2

    let sizeClass: UInt32
    let slots: Int
    let limit: Int

    /// The shape in a block of the class, with slots of `wordBytes` after `reservedBytes`.
    ///
    /// - Note: Inlined so that `wordBytes` is known where it divides: a shift.
    @inline(__always)
    init(sizeClass: UInt32, wordBytes: Int, reservedBytes: Int) {
        self.sizeClass = sizeClass
        let bytes = BlockSize.bytes(sizeClass)
        slots = (bytes &- reservedBytes) / wordBytes
        limit = sizeClass <= Self.largestLinearClass ? slots : bytes / 4 &* 3 / wordBytes
    }

    /// The first slot to look at for a hash of 32 evenly spread bits.
    @inline(__always)
    func start(_ hash: UInt32) -> Int {
        guard sizeClass > Self.largestLinearClass else { return 0 }
        return Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(slots)) >> 32)
    }

    /// The slot to look at next; the first follows the last.
    @inline(__always)
    func next(_ slot: Int) -> Int {
        slot &+ 1 == slots ? 0 : slot &+ 1
    }
}
