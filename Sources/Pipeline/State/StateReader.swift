// SPDX-License-Identifier: Apache-2.0

/// Reads the content of a part in the order in which `StateWriter` wrote it.
struct StateReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    /// Bytes that are left.
    var byteCount: Int { end - position }

    /// Whether all of it was read.
    var isAtEnd: Bool { position == end }

    mutating func read<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(StateError) -> Number {
        let count = Number.bitWidth / 8
        try require(count)
        defer { position += count }
        // Sound: as many bytes as the number has, and every pattern of them is one.
        return unsafe bytes.withUnsafeBytes { buffer in
            unsafe Number(
                littleEndian: buffer.loadUnaligned(fromByteOffset: position, as: Number.self)
            )
        }
    }

    mutating func readFlag() throws(StateError) -> Bool { try read(UInt8.self) != 0 }

    /// Bytes behind their length.
    mutating func readCounted() throws(StateError) -> [UInt8] {
        try read(count: Int(try read(UInt32.self)))
    }

    /// A text behind its length.
    mutating func readText() throws(StateError) -> String {
        String(decoding: try readCounted(), as: UTF8.self)
    }

    /// All bytes that are left.
    mutating func readRest() throws(StateError) -> ArraySlice<UInt8> {
        defer { position = end }
        return bytes[position..<end]
    }

    /// So many bytes.
    mutating func read(count: Int) throws(StateError) -> [UInt8] {
        try require(count)
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// A value from its bytes in memory.
    ///
    /// The checksum of the record says that they are those of a value that was written.
    mutating func readRaw<Value: BitwiseCopyable>(
        _ type: Value.Type = Value.self
    ) throws(StateError) -> Value {
        let count = MemoryLayout<Value>.size
        try require(count)
        defer { position += count }
        // Sound: as many bytes as the value has, and it has no references.
        return unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.loadUnaligned(fromByteOffset: position, as: Value.self)
        }
    }

    private func require(_ count: Int) throws(StateError) {
        guard count <= end - position else {
            throw StateError(.damaged, "a part of the state ends too early")
        }
    }
}
