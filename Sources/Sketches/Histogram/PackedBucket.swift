// SPDX-License-Identifier: Apache-2.0

/// A bucket in one word, so that readers see index and count together.
///
/// 12 bits of index + 2,018, 52 bits of count (2^51 either way). Zero marks a free slot.
struct PackedBucket {
    private static let countBits: UInt64 = 52
    /// What makes every index positive.
    private static let shift = LogBuckets.last + 1
    private static let countMask: UInt64 = (1 << countBits) - 1

    let word: UInt64

    init(word: UInt64) { self.word = word }

    init(index: Int, count: Int64) {
        word = Self.key(index) << Self.countBits | UInt64(bitPattern: count) & Self.countMask
    }

    var index: Int { Int(word >> Self.countBits) &- Self.shift }

    var count: Int64 {
        Int64(bitPattern: word << (64 - Self.countBits)) >> (64 - Int64(Self.countBits))
    }

    func isBucket(_ index: Int) -> Bool { word >> Self.countBits == Self.key(index) }

    func adding(_ weight: Int64) -> PackedBucket {
        PackedBucket(index: index, count: count &+ weight)
    }

    private static func key(_ index: Int) -> UInt64 { UInt64(truncatingIfNeeded: index &+ shift) }
}
