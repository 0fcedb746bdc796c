// SPDX-License-Identifier: Apache-2.0

/// The hash by which Kafka's Java producer places a record that has a key.
///
/// Use it to place records oneself and still agree with producers in Java, Kafka Streams and others
/// that follow them. Not for tables that an adversary can fill: it has no key.
/// Source: MurmurHash2, Austin Appleby, 2008, with the seed 0x9747b28c that Kafka gives it.
public enum Murmur2 {
    /// Hashes the bytes.
    ///
    /// - Parameter bytes: the record's key.
    /// - Returns: the 32 bits as Java sees them, signed.
    /// - Complexity: O(n) of the bytes; about one multiplication a byte.
    public static func hash(_ bytes: RawSpan) -> Int32 {
        let multiplier: UInt32 = 0x5bd1_e995
        var hash = 0x9747_b28c ^ UInt32(truncatingIfNeeded: bytes.byteCount)
        let whole = bytes.byteCount & ~3
        var index = 0
        while index < whole {
            var word = littleEndianWord(bytes, at: index)
            word &*= multiplier
            word ^= word >> 24
            word &*= multiplier
            hash = (hash &* multiplier) ^ word
            index += 4
        }
        if whole < bytes.byteCount {
            for rest in (whole..<bytes.byteCount).reversed() {
                hash ^= UInt32(byte(bytes, at: rest)) << UInt32(8 * (rest - whole))
            }
            hash &*= multiplier
        }
        hash ^= hash >> 13
        hash &*= multiplier
        hash ^= hash >> 15
        return Int32(bitPattern: hash)
    }

    /// The partition that Kafka's Java producer chooses for a key.
    ///
    /// - Parameters:
    ///   - key: the record's key.
    ///   - partitionCount: the topic's number of partitions, at least 1.
    /// - Returns: a number in `0..<partitionCount`.
    public static func partition(forKey key: RawSpan, of partitionCount: Int32) -> Int32 {
        precondition(partitionCount > 0, "a topic has at least one partition")
        return (hash(key) & Int32.max) % partitionCount
    }

    private static func byte(_ bytes: RawSpan, at index: Int) -> UInt8 {
        // Sound: every bit pattern is a byte, and the load checks the index.
        unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    private static func littleEndianWord(_ bytes: RawSpan, at index: Int) -> UInt32 {
        // Sound: every bit pattern is a word, and the load checks that all four bytes are there.
        UInt32(
            littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self)
        )
    }
}
