// SPDX-License-Identifier: Apache-2.0

/// A 64-bit hash by which changed parts are found, as fast as memory: no protection against anybody.
///
/// Four lanes of multiply and rotate, joined by `HashMix` (the idea of xxHash: Y. Collet, 2012).
enum Fingerprint {
    private static var prime: UInt64 { 0x9E37_79B1_85EB_CA87 }

    /// A hash of bytes in memory; the same bytes give the same hash within a process.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes = SIMD4<UInt64>(1, 2, 3, 4) &* prime
        var position = 0
        while position + 32 <= bytes.count {
            let words = unsafe bytes.loadUnaligned(
                fromByteOffset: position,
                as: SIMD4<UInt64>.self
            )
            lanes = lanes ^ words
            lanes = (lanes &<< 31 | lanes &>> 33) &* prime
            position += 32
        }
        var rest = UInt64(bytes.count)
        while position < bytes.count {
            rest = (rest ^ UInt64(unsafe bytes[position])) &* prime
            position += 1
        }
        let pair = HashMix.combine(lanes[0], lanes[1], lanes[2])
        return HashMix.combine(pair, lanes[3], rest)
    }

    /// A hash of bytes.
    static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        unsafe bytes.withUnsafeBytes { unsafe of($0) }
    }
}
