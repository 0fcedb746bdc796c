// SPDX-License-Identifier: Apache-2.0

/// One partition of one topic.
public struct TopicPartition: Hashable, Sendable {
    /// The topic's name.
    public let topic: String
    /// The partition's number, from 0.
    public let partition: Int32

    /// Names a partition; nothing is checked until it is used.
    public init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }
}

extension TopicPartition: CustomStringConvertible {
    /// The form used in messages: `clicks[3]`.
    public var description: String { "\(topic)[\(partition)]" }
}

extension TopicPartition: Comparable {
    /// Orders by topic, then by number, so that lists of partitions have one order.
    public static func < (left: TopicPartition, right: TopicPartition) -> Bool {
        (left.topic, left.partition) < (right.topic, right.partition)
    }
}
