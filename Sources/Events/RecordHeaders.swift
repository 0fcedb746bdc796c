// SPDX-License-Identifier: Apache-2.0

/// Goes through a record's headers as Kafka stores them: their number, then of each the length and
/// bytes of name and value.
///
/// What is no such list ends early.
struct RecordHeaders {
    private let bytes: ByteSlice
    private var at = 0
    private var left: Int64 = 0

    init(_ bytes: ByteSlice) {
        self.bytes = bytes
        left = number() ?? 0
    }

    /// The next header, whose value is nil where it is null; nil: there is none.
    mutating func next() -> (name: ByteSlice, value: ByteSlice?)? {
        guard left > 0 else { return nil }
        left -= 1
        guard let length = number(), let name = take(length), let size = number() else {
            return nil
        }
        guard size >= 0 else { return (name, nil) }
        return take(size).map { (name, $0) }
    }

    private mutating func take(_ count: Int64) -> ByteSlice? {
        guard count >= 0, count <= Int64(bytes.count - at) else { return nil }
        let end = at + Int(count)
        defer { at = end }
        return bytes.part(at..<end)
    }

    /// A zigzag varint.
    private mutating func number() -> Int64? {
        var value: UInt64 = 0
        for shift: UInt64 in stride(from: 0, to: 64, by: 7) {
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
        }
        return nil
    }
}
