// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// A partition of an input topic and the source it belongs to.
public struct InputPartition: Sendable {
    /// Topic and number.
    public var partition: TopicPartition
    /// Where reading begins.
    public var start: StartPosition
    /// Position in `IngestConfiguration.sources`, or a number that follows them.
    public var source: Int
    /// The source, needed where it was found after the start.
    public var definition: IngestConfiguration.Source?
    /// Position in `IngestConfiguration.tables` of the side table that it feeds; nil: an input.
    public var table: Int?

    /// An input partition.
    public init(_ partition: TopicPartition, start: StartPosition, source: Int) {
        self.partition = partition
        self.start = start
        self.source = source
    }

    /// A partition of a side topic, which is read from its beginning.
    public init(_ partition: TopicPartition, table: Int) {
        self.init(partition, start: .beginning, source: 0)
        self.table = table
    }
}
