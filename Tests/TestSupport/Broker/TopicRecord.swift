// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// One record of a topic, copied whole, for comparisons in tests.
public struct TopicRecord: Hashable, Sendable {
    /// The partition it is in or goes to; nil places it by its key.
    public var partition: Int32?
    /// Its place in the partition; nil before it was written.
    public var offset: Int64?
    /// In ms since 1970; nil takes the time of writing.
    public var timestamp: Int64?
    /// The key's bytes; nil for none.
    public var key: [UInt8]?
    /// The value's bytes; nil for a tombstone.
    public var value: [UInt8]?
    /// The headers in their order.
    public var headers: [KafkaHeader]

    /// Makes a record of bytes.
    public init(
        partition: Int32? = nil,
        timestamp: Int64? = nil,
        key: [UInt8]? = nil,
        value: [UInt8]?,
        headers: [KafkaHeader] = []
    ) {
        self.partition = partition
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }

    /// Makes a record of text.
    public init(
        partition: Int32? = nil,
        timestamp: Int64? = nil,
        key: String? = nil,
        text: String,
        headers: [KafkaHeader] = []
    ) {
        self.init(
            partition: partition,
            timestamp: timestamp,
            key: key.map { Array($0.utf8) },
            value: Array(text.utf8),
            headers: headers
        )
    }

    /// The key as text; nil for none.
    public var keyText: String? { key.map { String(decoding: $0, as: UTF8.self) } }

    /// The value as text; nil for a tombstone.
    public var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}

extension TopicRecord {
    /// Reads a line of Kafka's console consumer, with timestamp, partition and offset before the value.
    init?(consoleLine line: Substring) {
        let parts = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let numbers = parts.prefix(3).compactMap { part in
            part.split(separator: ":").last.flatMap { Int64($0) }
        }
        guard numbers.count == 3 else { return nil }
        self.init(
            partition: Int32(numbers[1]),
            timestamp: numbers[0],
            value: Array(parts[3].utf8)
        )
        offset = numbers[2]
    }

    /// Copies a record out of a batch.
    init(in batch: borrowing RecordBatch, at index: Int, partition: Int32) {
        let record = batch.record(at: index)
        self.init(
            partition: partition,
            timestamp: record.timestamp,
            key: Self.copy(record.key),
            value: Self.copy(record.value),
            headers: batch.headers(at: index)
        )
        offset = record.offset
    }

    private static func copy(_ span: RawSpan?) -> [UInt8]? {
        guard let span else { return nil }
        // Sound: the bytes are copied while they are lent.
        return unsafe span.withUnsafeBytes { bytes in unsafe Array(bytes) }
    }
}
