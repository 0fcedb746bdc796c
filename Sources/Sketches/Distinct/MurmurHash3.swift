// SPDX-License-Identifier: Apache-2.0

/// MurmurHash3 x64-128 of one integer, with the seed that DataSketches uses.
///
/// Source of the algorithm: A. Appleby, MurmurHash3 (2011, public domain). An item of 8 bytes is
/// all tail, no body.
enum MurmurHash3 {
    private static let seed: UInt64 = 9_001
    private static let length: UInt64 = 8

    /// Both halves of the hash of the item as 8 little-endian bytes.
    static func hash(_ item: UInt64) -> (low: UInt64, high: UInt64) {
        var tail = item &* 0x87C3_7B91_1142_53D5
        tail = (tail << 31 | tail >> 33) &* 0x4CF5_AD43_2745_937F
        var low = (seed ^ tail) ^ length
        var high = seed ^ length
        low &+= high
        high &+= low
        low = finalized(low)
        high = finalized(high)
        low &+= high
        high &+= low
        return (low, high)
    }

    private static func finalized(_ word: UInt64) -> UInt64 {
        var mixed = (word ^ word >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}
