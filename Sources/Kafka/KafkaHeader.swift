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
