// SPDX-License-Identifier: Apache-2.0

/// Writes the content of parts: fixed-size numbers, least byte first, one behind the other.
struct StateWriter {
    private(set) var bytes: [UInt8]

    /// Goes on behind what was written.
    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    mutating func write<Number: FixedWidthInteger>(_ number: Number) {
        // Sound: the bytes of a plain number, read within the closure.
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func write(_ content: [UInt8]) { bytes.append(contentsOf: content) }

    /// A length of 32 bits and the bytes.
    mutating func write(counted content: [UInt8]) {
        write(UInt32(content.count))
        write(content)
    }

    /// A text as UTF-8 behind its length.
    mutating func write(text: String) { write(counted: Array(text.utf8)) }

    /// The bytes of a value in memory; its layout belongs to the format.
    mutating func write<Value: BitwiseCopyable>(raw value: Value) {
        // Sound: the bytes of a value without references, read within the closure.
        unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Takes back what was written behind a position.
    mutating func cut(to position: Int) { bytes.removeLast(bytes.count - position) }

    /// Puts a number over one that was written before.
    mutating func overwrite(_ number: UInt32, at position: Int) {
        for byte in 0..<4 {
            bytes[position + byte] = UInt8(truncatingIfNeeded: number >> UInt32(8 * byte))
        }
    }
}
