// SPDX-License-Identifier: Apache-2.0

/// A topic to be created.
public struct NewTopic: Hashable, Sendable {
    /// The topic's name.
    public var name: String
    /// The number of partitions; -1 leaves it to the broker.
    public var partitionCount: Int32
    /// The number of copies; -1 leaves it to the broker.
    public var replicationFactor: Int32
    /// Settings by their names in Kafka, such as `cleanup.policy`.
    public var configuration: [String: String]

    /// Describes a topic; nothing is checked until it is created.
    public init(
        name: String,
        partitionCount: Int32 = -1,
        replicationFactor: Int32 = -1,
        configuration: [String: String] = [:]
    ) {
        self.name = name
        self.partitionCount = partitionCount
        self.replicationFactor = replicationFactor
        self.configuration = configuration
    }
}
