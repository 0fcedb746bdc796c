// SPDX-License-Identifier: Apache-2.0

/// Writes a request in the Kafka protocol's primitive types (big-endian).
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }

    mutating func put(_ text: String) {
        put(Int16(clamping: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes the size of all that follows into the first four bytes, which were kept free.
    mutating func closeFrame() {
        let size = UInt32(bytes.count - 4)
        for position in 0..<4 {
            bytes[position] = UInt8(truncatingIfNeeded: size >> UInt32(24 - 8 * position))
        }
    }
}
