// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// A record of an input, or one event of it, that could not be used: what the rejected topic gets.
public struct RejectedOutput: Hashable, Sendable {
    /// The input topic.
    public var topic: String
    /// The input partition.
    public var partition: Int32
    /// The record's place in its partition.
    public var offset: Int64
    /// The event's place in an array or batch, from 0; nil when the whole record was rejected.
    public var index: Int?
    /// The record's timestamp, ms; nil, or -1 as Kafka says it: there is none.
    public var timestamp: Int64?
    /// Name of the reason, of a bounded list.
    public var reason: String
    /// One sentence for people.
    public var error: String
    /// The record's key; nil for none.
    public var key: [UInt8]?
    /// The record's value, or the event's bytes.
    public var value: [UInt8]
    /// The record's own headers.
    public var headers: [KafkaHeader]
    /// How many of its headers there was no room for.
    public var droppedHeaders: Int

    /// What was rejected, where and why.
    public init(
        topic: String,
        partition: Int32,
        offset: Int64,
        index: Int? = nil,
        timestamp: Int64?,
        reason: String,
        error: String,
        key: [UInt8]?,
        value: [UInt8],
        headers: [KafkaHeader] = [],
        droppedHeaders: Int = 0
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.index = index
        self.timestamp = timestamp
        self.reason = reason
        self.error = error
        self.key = key
        self.value = value
        self.headers = headers
        self.droppedHeaders = droppedHeaders
    }
}
