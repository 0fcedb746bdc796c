// SPDX-License-Identifier: Apache-2.0

import Glibc

extension KafkaAdmin {
    /// Describes a consumer group.
    ///
    /// - Returns: `.dead` without members for a group that the cluster does not know.
    /// - Throws: `.groupAuthorizationFailed`, moving coordinators (retriable), brokers that cannot be
    ///   reached, refused credentials, timeouts.
    public func describeGroup(
        _ group: String,
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> GroupDescription {
        try client.describeGroup(group, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// The offsets that are stored under a group, as its members would go on from.
    ///
    /// A coordinator that starts or moves is asked again as long as the time allows.
    ///
    /// - Parameters:
    ///   - group: the group's id; it need not have members.
    ///   - partitions: at least one.
    ///   - timeoutMilliseconds: how long all of it may take.
    /// - Returns: for each partition the offset of the next record; none where nothing is stored.
    /// - Throws: `.unstableOffsets` (retriable) while an open transaction has sent offsets for one of
    ///   them, and as `describeGroup`.
    public func committedOffsets(
        group: String,
        partitions: [TopicPartition],
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        precondition(!partitions.isEmpty, "offsets are asked for at least one partition")
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(timeoutMilliseconds)
        var pauseMilliseconds: UInt32 = 100
        while true {
            let left = clock.now.duration(to: deadline) / .milliseconds(1)
            do throws(KafkaError) {
                return try member(of: group).committedOffsets(
                    of: partitions,
                    group: group,
                    timeoutMilliseconds: max(1, Int(left))
                )
            } catch {
                let next = clock.now + .milliseconds(pauseMilliseconds)
                guard error.code.isAboutCoordinator, next < deadline else { throw error }
            }
            usleep(pauseMilliseconds * 1_000)
            pauseMilliseconds = min(2 * pauseMilliseconds, 1_000)
        }
    }

    /// A client that knows the group and nothing of its coordinator.
    ///
    /// Without a group librdkafka 2.0.2 crashes when the coordinator has moved
    /// (https://github.com/confluentinc/librdkafka/issues/5040), and a client that has found one keeps
    /// to it for a minute.
    private func member(of group: String) throws(KafkaError) -> ClientHandle {
        try ClientHandle(
            .admin,
            defaults: PropertyDefaults.admin,
            properties: properties.merging(["group.id": group]) { _, own in own }
        )
    }

    /// Deletes the oldest records of partitions.
    ///
    /// - Parameters:
    ///   - before: for each partition the offset that becomes the oldest, at most its end; at least
    ///     one. An offset below the oldest changes nothing.
    ///   - timeoutMilliseconds: how long it may take.
    /// - Returns: the oldest offset of each partition afterwards.
    /// - Throws: `.offsetNotThere` for an offset behind the end, `.topicAuthorizationFailed`,
    ///   `.policyViolation` for compacted topics, `.unknownTopic`, and as `topics`; the first failure,
    ///   other partitions may have been done.
    public func deleteRecords(
        _ before: [TopicPartition: Int64],
        timeoutMilliseconds: Int = 30_000
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        precondition(!before.isEmpty, "records are deleted in at least one partition")
        precondition(before.values.allSatisfy { $0 >= 0 }, "an offset is 0 or more")
        return try client.deleteRecords(
            before.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            timeoutMilliseconds: timeoutMilliseconds
        )
    }

    /// The ends of a partition, asked for one after the other: an end that moves is seen so.
    ///
    /// - Throws: `.unknownPartition`, `.unknownTopic`, and as `topics`.
    public func offsets(
        of partition: TopicPartition,
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> PartitionOffsets {
        let stable = try client.queryOffsets(
            of: partition,
            timeoutMilliseconds: timeoutMilliseconds
        )
        let all = try uncommitted().queryOffsets(
            of: partition,
            timeoutMilliseconds: timeoutMilliseconds
        )
        return PartitionOffsets(
            low: stable.lowerBound,
            lastStable: stable.upperBound,
            high: all.upperBound
        )
    }
}
