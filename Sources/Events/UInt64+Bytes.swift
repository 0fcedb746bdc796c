// SPDX-License-Identifier: Apache-2.0

/// Eight bytes of a text as one word, the first the lowest.
extension UInt64 {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Eight times the same byte.
    @inline(__always)
    static func bytes(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    /// The high bit of each byte that is zero; right up to the lowest one, above it some may be
    /// set besides (Mycroft, 1987).
    @inline(__always)
    var zeroBytes: UInt64 { (self &- Self.ones) & ~self & Self.highs }

    /// The same of each byte that equals the given one.
    @inline(__always)
    func matches(_ byte: UInt8) -> UInt64 { (self ^ .bytes(byte)).zeroBytes }

    /// The letters in lower case, as far as they are ASCII.
    @inline(__always)
    var loweredBytes: UInt64 {
        let sevens = self & ~Self.highs
        let fromA = sevens &+ .bytes(0x80 - UInt8(ascii: "A"))
        let beyondZ = sevens &+ .bytes(0x7F - UInt8(ascii: "Z"))
        let capitals = (fromA ^ beyondZ) & ~self & Self.highs
        return self | capitals &>> 2
    }
}
