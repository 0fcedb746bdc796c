// SPDX-License-Identifier: Apache-2.0

/// Where a rejected record or event lies, and what is wrong with it: nothing of what it holds.
public struct RejectionExample: Sendable, Equatable {
    /// The topic.
    public var topic: String
    /// The partition.
    public var partition: Int32
    /// The record's offset.
    public var offset: Int64
    /// Position of the event in its record; nil: the record as a whole.
    public var index: Int?
    /// The reason, one of a bounded list.
    public var reason: String
    /// One sentence for people; it may name a field, never its content.
    public var error: String
    /// The record's timestamp, ms.
    public var timestamp: Int64
    /// How many records and events of the topic were rejected for this reason.
    public var count: UInt64

    /// An example.
    public init(
        topic: String,
        partition: Int32,
        offset: Int64,
        index: Int?,
        reason: String,
        error: String,
        timestamp: Int64,
        count: UInt64
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.index = index
        self.reason = reason
        self.error = error
        self.timestamp = timestamp
        self.count = count
    }
}
