// SPDX-License-Identifier: Apache-2.0

/// What DataSketches keeps of an item: 26 bits of address and a value of 1...63 above them.
///
/// Never zero, so zero marks a free slot.
struct Coupon: BitwiseCopyable {
    static let addressBits: UInt32 = 26
    private static let addressMask: UInt32 = (1 << addressBits) - 1

    let word: UInt32

    init(word: UInt32) { self.word = word }

    init(of item: UInt64) {
        let hash = MurmurHash3.hash(item)
        let value = UInt32(min(hash.high.leadingZeroBitCount, 62) &+ 1)
        word = value << Self.addressBits | UInt32(truncatingIfNeeded: hash.low) & Self.addressMask
    }

    /// The register's new value if it is larger than the old one.
    var value: UInt8 { UInt8(truncatingIfNeeded: word >> Self.addressBits) }

    /// The register among 2^lgK.
    func index(lgK: Int) -> Int { Int(word & ((1 << UInt32(lgK)) - 1)) }

    /// 32 evenly spread bits, from the address only.
    var spread: UInt32 { word << 6 }
}
