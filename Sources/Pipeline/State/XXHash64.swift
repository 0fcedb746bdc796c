// SPDX-License-Identifier: Apache-2.0

/// The 64-bit hash XXH64 with seed 0: as fast as memory, finds every change of a byte.
///
/// Used as checksum of state records and to find parts that changed; no protection against anybody.
/// Specification: Y. Collet, "xxHash fast digest algorithm", version 0.1.1.
enum XXHash64 {
    // Computed, so that code sees constants instead of lazy globals.
    private static var prime1: UInt64 { 0x9E37_79B1_85EB_CA87 }
    private static var prime2: UInt64 { 0xC2B2_AE3D_27D4_EB4F }
    private static var prime3: UInt64 { 0x1656_67B1_9E37_79F9 }
    private static var prime4: UInt64 { 0x85EB_CA77_C2B2_AE63 }
    private static var prime5: UInt64 { 0x27D4_EB2F_1656_67C5 }

    /// The hash of bytes.
    static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        // Sound: the bytes are read within the closure.
        unsafe bytes.withUnsafeBytes { unsafe hash($0) }
    }

    /// The hash of bytes in memory.
    ///
    /// - Complexity: O(bytes), 32 of them in a few cycles.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var position = 0
        var hash = prime5
        if bytes.count >= 32 {
            hash = unsafe stripes(of: bytes)
            position = bytes.count & ~31
        }
        hash &+= UInt64(bytes.count)
        while position + 8 <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            hash = rotate(hash ^ round(0, word), 27) &* prime1 &+ prime4
            position += 8
        }
        if position + 4 <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            hash = rotate(hash ^ UInt64(word) &* prime1, 23) &* prime2 &+ prime3
            position += 4
        }
        while position < bytes.count {
            hash = unsafe rotate(hash ^ UInt64(bytes[position]) &* prime5, 11) &* prime1
            position += 1
        }
        return avalanche(hash)
    }

    /// The lanes over all whole stripes of 32 bytes, joined.
    private static func stripes(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
        for stripe in stride(from: 0, to: bytes.count & ~31, by: 32) {
            let words = unsafe bytes.loadUnaligned(fromByteOffset: stripe, as: SIMD4<UInt64>.self)
            lanes.0 = round(lanes.0, words[0])
            lanes.1 = round(lanes.1, words[1])
            lanes.2 = round(lanes.2, words[2])
            lanes.3 = round(lanes.3, words[3])
        }
        var hash = rotate(lanes.0, 1) &+ rotate(lanes.1, 7)
        hash = hash &+ rotate(lanes.2, 12) &+ rotate(lanes.3, 18)
        hash = merge(hash, lanes.0)
        hash = merge(hash, lanes.1)
        hash = merge(hash, lanes.2)
        return merge(hash, lanes.3)
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* prime2, 31) &* prime1
    }

    private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
        (hash ^ round(0, lane)) &* prime1 &+ prime4
    }

    private static func avalanche(_ hash: UInt64) -> UInt64 {
        var mixed = (hash ^ hash &>> 33) &* prime2
        mixed = (mixed ^ mixed &>> 29) &* prime3
        return mixed ^ mixed &>> 32
    }

    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
        word &<< count | word &>> (64 - count)
    }
}
