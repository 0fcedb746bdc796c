// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Asks a cluster about its topics and groups and changes them.
///
/// Every call waits for its answer, at most as long as said. A failure names its cause: when logging
/// in fails the error says so and not only that no broker can be reached.
///
/// - Note: thread: any.
public final class KafkaAdmin: Sendable {
    let client: ClientHandle
    /// The same, but it sees records of open transactions; made when it is asked for.
    private let seeingAll = Mutex<ClientHandle?>(nil)
    let properties: KafkaProperties

    /// Makes a client for questions; no connection is awaited.
    ///
    /// - Parameter properties: the same as for consumers and producers.
    /// - Throws: `.invalidArgument` for properties that are unknown, wrong or contradictory.
    public init(properties: KafkaProperties) throws(KafkaError) {
        var properties = properties
        // Without a group no coordinator is looked for, so no right to one is needed.
        properties["group.id"] = nil
        properties["isolation.level"] = "read_committed"
        self.properties = properties
        client = try ClientHandle(
            .admin,
            defaults: PropertyDefaults.admin,
            properties: properties
        )
    }

    /// A client whose ends of partitions count open transactions.
    func uncommitted() throws(KafkaError) -> ClientHandle {
        try seeingAll.withLock { client throws(KafkaError) in
            if let client { return client }
            let all = properties.merging(["isolation.level": "read_uncommitted"]) { _, own in own }
            let made = try ClientHandle(
                .admin,
                defaults: PropertyDefaults.admin,
                properties: all
            )
            client = made
            return made
        }
    }

    /// Describes every topic that the user may see.
    ///
    /// - Throws: brokers that cannot be reached, refused credentials, timeouts.
    public func topics(
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> [TopicDescription] {
        try client.describeTopics(timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Describes one topic.
    ///
    /// - Throws: `.unknownTopic`, `.topicAuthorizationFailed`, and as `topics`.
    public func topic(
        _ name: String,
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> TopicDescription {
        let found = try client.describeTopics(
            only: name,
            timeoutMilliseconds: timeoutMilliseconds
        )
        guard let topic = found.first(where: { $0.name == name }) else {
            throw KafkaError(code: .unknownTopic, subject: "topic \(name)", detail: "")
        }
        if let error = topic.error { throw error }
        return topic
    }

    /// Creates a topic and waits until the brokers show it.
    ///
    /// - Throws: `.topicAlreadyExists`, `.invalidReplicationFactor`, `.invalidConfiguration`,
    ///   `.topicAuthorizationFailed` or `.clusterAuthorizationFailed`, `.policyViolation`, and as
    ///   `topics`.
    public func create(_ topic: NewTopic, timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
        try client.createTopic(topic, timeoutMilliseconds: timeoutMilliseconds)
        try client.awaitPartitions(
            of: topic.name,
            count: max(1, topic.partitionCount),
            timeoutMilliseconds: timeoutMilliseconds
        )
    }

    /// Deletes a topic with all its records.
    ///
    /// - Throws: `.unknownTopic`, `.topicAuthorizationFailed`, and as `topics`.
    public func delete(topic: String, timeoutMilliseconds: Int = 30_000) throws(KafkaError) {
        try client.deleteTopic(topic, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Adds partitions to a topic and waits until the brokers show them.
    ///
    /// Records of one key may go elsewhere from then on.
    ///
    /// - Parameters:
    ///   - topic: the topic's name.
    ///   - total: the number of partitions afterwards.
    ///   - timeoutMilliseconds: how long it may take.
    /// - Throws: `.invalidPartitionCount` when `total` is not above the present number, and as
    ///   `create`.
    public func growTopic(
        _ topic: String,
        toPartitionCount total: Int,
        timeoutMilliseconds: Int = 30_000
    ) throws(KafkaError) {
        try client.growTopic(topic, total: total, timeoutMilliseconds: timeoutMilliseconds)
        try client.awaitPartitions(
            of: topic,
            count: Int32(clamping: total),
            timeoutMilliseconds: timeoutMilliseconds
        )
    }

    /// The settings of a topic by their names, defaults included.
    ///
    /// - Throws: `.unknownTopic`, `.topicAuthorizationFailed`, and as `topics`.
    public func configuration(
        ofTopic topic: String,
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> [String: String] {
        try client.configuration(ofTopic: topic, timeoutMilliseconds: timeoutMilliseconds)
    }
}
