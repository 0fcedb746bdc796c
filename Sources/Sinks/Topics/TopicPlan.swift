// SPDX-License-Identifier: Apache-2.0

import Kafka

/// What an output topic should be like.
public struct TopicPlan: Hashable, Sendable {
    /// The topic's name.
    public var name: String
    /// The number of partitions; -1 leaves it to the broker.
    public var partitionCount: Int32
    /// The number of copies; -1 leaves it to the broker.
    public var replicationFactor: Int32
    /// What becomes of old records: `delete`, `compact` or both.
    public var cleanupPolicy: String
    /// How long records are kept, ms.
    public var retentionMilliseconds: Int64
    /// After how long a file of records is closed, ms; nil leaves it to the broker.
    public var segmentMilliseconds: Int64?
    /// At how many bytes a file of records is closed; nil leaves it to the broker.
    public var segmentBytes: Int64?

    /// A topic of finals and revisions: the last of each key, at most 30 days long.
    public static func snapshots(
        _ name: String,
        partitionCount: Int32 = -1,
        replicationFactor: Int32 = -1
    ) -> TopicPlan {
        TopicPlan(
            name: name,
            partitionCount: partitionCount,
            replicationFactor: replicationFactor,
            cleanupPolicy: "compact,delete",
            retentionMilliseconds: 30 * 24 * 3_600_000
        )
    }

    /// A topic of early values: an hour.
    public static func early(
        _ name: String,
        partitionCount: Int32 = -1,
        replicationFactor: Int32 = -1
    ) -> TopicPlan {
        TopicPlan(
            name: name,
            partitionCount: partitionCount,
            replicationFactor: replicationFactor,
            cleanupPolicy: "delete",
            retentionMilliseconds: 3_600_000,
            // Only closed files are deleted, and by default they stay open for a week.
            segmentMilliseconds: 600_000
        )
    }

    /// A topic of alerts: the last change of each, at most 30 days long.
    public static func alerts(
        _ name: String,
        partitionCount: Int32 = -1,
        replicationFactor: Int32 = -1
    ) -> TopicPlan {
        snapshots(name, partitionCount: partitionCount, replicationFactor: replicationFactor)
    }

    /// A topic of transitions of persons between stages: 30 days.
    public static func transitions(
        _ name: String,
        partitionCount: Int32 = -1,
        replicationFactor: Int32 = -1
    ) -> TopicPlan {
        TopicPlan(
            name: name,
            partitionCount: partitionCount,
            replicationFactor: replicationFactor,
            cleanupPolicy: "delete",
            retentionMilliseconds: 30 * 24 * 3_600_000
        )
    }

    /// A topic of rejected records: seven days.
    public static func rejected(
        _ name: String,
        partitionCount: Int32 = -1,
        replicationFactor: Int32 = -1
    ) -> TopicPlan {
        TopicPlan(
            name: name,
            partitionCount: partitionCount,
            replicationFactor: replicationFactor,
            cleanupPolicy: "delete",
            retentionMilliseconds: 7 * 24 * 3_600_000
        )
    }

    /// A topic of state: one partition, of which nothing is deleted but what its owner deletes.
    public static func state(_ name: String, replicationFactor: Int32 = -1) -> TopicPlan {
        TopicPlan(
            name: name,
            partitionCount: 1,
            replicationFactor: replicationFactor,
            cleanupPolicy: "delete",
            retentionMilliseconds: -1,
            // What was deleted stays on disk until all of its file is: by default a gigabyte.
            segmentBytes: 64 << 20
        )
    }

    /// The settings by their names in Kafka, in the order in which they are written.
    var settings: [(name: String, value: String)] {
        var settings = [
            ("cleanup.policy", cleanupPolicy), ("retention.ms", String(retentionMilliseconds)),
        ]
        if let segmentMilliseconds { settings.append(("segment.ms", String(segmentMilliseconds))) }
        if let segmentBytes { settings.append(("segment.bytes", String(segmentBytes))) }
        return settings
    }

    /// The topic as it is to be created.
    var newTopic: NewTopic {
        NewTopic(
            name: name,
            partitionCount: partitionCount,
            replicationFactor: replicationFactor,
            configuration: Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.value) })
        )
    }

    /// The command that creates the topic on the cluster of these servers.
    func command(bootstrapServers: String) -> String {
        var words = ["kafka-topics.sh", "--bootstrap-server", bootstrapServers]
        words += ["--create", "--topic", name]
        if partitionCount > 0 { words += ["--partitions", String(partitionCount)] }
        if replicationFactor > 0 { words += ["--replication-factor", String(replicationFactor)] }
        for (name, value) in settings { words += ["--config", "\(name)=\(value)"] }
        return words.joined(separator: " ")
    }
}
