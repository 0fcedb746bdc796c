// SPDX-License-Identifier: Apache-2.0

/// One record, borrowed from its batch.
@frozen
public struct KafkaRecord: ~Escapable {
    /// The key; nil when the record has none, which is not the same as an empty one.
    public let key: RawSpan?
    /// The value; nil when the record has none (a tombstone), which is not the same as an empty one.
    public let value: RawSpan?
    /// The record's place in its partition.
    public let offset: Int64
    /// In ms since 1970, set by the producer or the broker as the topic says; -1 if there is none.
    public let timestamp: Int64
    /// The consumer's number of the partition.
    public let partitionIndex: Int

    /// Sound only while the batch is not filled again; the batch binds the lifetime.
    @inlinable
    @unsafe
    @_lifetime(immortal)
    init(_ entry: BatchEntry) {
        key = unsafe KafkaRecord.span(entry.key, entry.keyCount)
        value = unsafe KafkaRecord.span(entry.value, entry.valueCount)
        offset = entry.offset
        timestamp = entry.timestamp
        partitionIndex = Int(entry.partitionIndex)
    }

    @inlinable
    @unsafe
    @_lifetime(immortal)
    static func span(_ start: UnsafeRawPointer?, _ count: Int) -> RawSpan? {
        guard let start = unsafe start else { return nil }
        let span = unsafe RawSpan(_unsafeStart: start, byteCount: count)
        return unsafe _overrideLifetime(span, copying: ())
    }
}
