// SPDX-License-Identifier: Apache-2.0

/// What the cluster says about a topic.
public struct TopicDescription: Hashable, Sendable {
    /// The topic's name.
    public let name: String
    /// The number of partitions; 0 when there is an error.
    public let partitionCount: Int32
    /// The number of copies of the first partition.
    public let replicationFactor: Int
    /// Why nothing is known: it does not exist, or the user has no right to it.
    public let error: KafkaError?

    /// All partitions in order.
    public var partitions: [TopicPartition] {
        (0..<partitionCount).map { TopicPartition(topic: name, partition: $0) }
    }
}
