// SPDX-License-Identifier: Apache-2.0

/// A quick keyed hash for tables inside the process, not for ids.
///
/// Each word is folded in by a full 64 x 64 multiplication whose halves are combined, as in
/// wyhash (Wang Yi, 2019).
enum KeyedHash {
    @inline(__always)
    static func hash(_ bytes: ByteSlice, seed: UInt64) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        var index = 0
        while index &+ 8 <= bytes.count {
            state = fold(state ^ bytes.word(at: index))
            index &+= 8
        }
        return fold(state ^ bytes.lastWord ^ 0xD6E8_FEB8_6659_FD93)
    }

    /// Two hashes of at most 256 bytes in one reading, with a multiplier and a seed each.
    ///
    /// Bytes of different length give different words: the length stands in the byte that the rest of
    /// less than eight bytes never fills.
    @inline(__always)
    static func pair(_ bytes: ByteSlice, seeds: (UInt64, UInt64)) -> (UInt64, UInt64) {
        var (first, second) = seeds
        var index = 0
        while index &+ 8 <= bytes.count {
            let word = bytes.word(at: index)
            first = fold(first ^ word)
            second = fold(second ^ word, by: 0xE703_7ED1_A0B4_28DB)
            index &+= 8
        }
        let last = bytes.lastWord | UInt64(truncatingIfNeeded: bytes.count) << 56
        return (fold(first ^ last), fold(second ^ last, by: 0xE703_7ED1_A0B4_28DB))
    }

    @inline(__always)
    private static func fold(_ word: UInt64, by factor: UInt64 = 0xA076_1D64_78BD_642F) -> UInt64 {
        let product = word.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
