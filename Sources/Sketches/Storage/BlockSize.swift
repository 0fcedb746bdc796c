// SPDX-License-Identifier: Apache-2.0

/// The sizes of blocks: powers of two, and one that fits the registers of a sketch.
///
/// Units are 16 bytes. A block keeps its size for life, so that a reader with an old handle never
/// reads past its end.
enum BlockSize {
    static let unitBytes = 16
    static let headerBytes = 8
    /// Classes 0...12 hold 16 << class bytes, 64 KiB at most.
    static let largestPower: UInt32 = 12
    /// The class of header and 4,096 registers, rounded up to units.
    static let registers: UInt32 = 13
    static let classCount = 14
    static let registerBytes = 4_112

    static func bytes(_ sizeClass: UInt32) -> Int {
        sizeClass == registers ? registerBytes : unitBytes << Int(sizeClass)
    }

    /// The largest power-of-two class that fits into the bytes, which are a multiple of 16.
    static func largestClass(within bytes: Int) -> UInt32 {
        let units = bytes / unitBytes
        return min(largestPower, UInt32(Int.bitWidth - 1 - units.leadingZeroBitCount))
    }
}
