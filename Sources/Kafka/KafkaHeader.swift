// SPDX-License-Identifier: Apache-2.0

/// One header of a record: a name, which may repeat, and bytes, which may be missing.
public struct KafkaHeader: Hashable, Sendable {
    /// The header's name.
    public let name: String
    /// The header's bytes; nil is a null value, which is not the same as an empty one.
    public let value: [UInt8]?

    /// Makes a header of bytes.
    public init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }

    /// Makes a header of text in UTF-8.
    public init(name: String, text: String) {
        self.init(name: name, value: Array(text.utf8))
    }
}

extension KafkaHeader {
    /// Headers as Kafka stores them behind a record's value.
    ///
    /// - Complexity: O(bytes); for headers that are not there in this form already.
    public static func stored(_ headers: [KafkaHeader]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(headers.count, to: &bytes)
        for header in headers {
            append(header.name.utf8.count, to: &bytes)
            bytes.append(contentsOf: header.name.utf8)
            append(header.value?.count ?? -1, to: &bytes)
            bytes.append(contentsOf: header.value ?? [])
        }
        return bytes
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
