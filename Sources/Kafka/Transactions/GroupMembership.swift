// SPDX-License-Identifier: Apache-2.0

/// A seat in a consumer group that shows others that this process is alive.
///
/// The group subscribes to a topic with one partition, which is never read here: it may be any. One
/// member owns partition 0, and a transaction that sends offsets with its metadata is refused once
/// it is put out of the group. Inputs are assigned, not subscribed to.
///
/// A newcomer may take the partition from a member that is well, so ownership elects nobody: join
/// only where nobody sits (`KafkaAdmin.describeGroup`). Of two that join together both see it.
///
/// Poll it regularly, also while nothing changes: the partition is taken over and given back within
/// polls, and a member that does not poll for `max.poll.interval.ms` is put out. Between polls only
/// the loss of the whole membership, such as by the session's timeout, ends the ownership. Letting go
/// of it without `close` is like dying: the seat stays taken until the session's timeout.
///
/// - Note: thread: any; one thread that polls is usual.
public final class GroupMembership: Sendable {
    /// The group's id.
    public let group: String
    /// The partition that one member owns.
    public let partition: TopicPartition

    private let client: ClientHandle

    /// Joins the group; nothing is awaited, the partition may come with a later poll.
    ///
    /// - Parameters:
    ///   - properties: by their own names, as for consumers. `group.id`, `group.instance.id` (a
    ///     member by that would keep its seat after it has left) and the session's timeout are set
    ///     here.
    ///   - group: the group's id.
    ///   - topic: has one partition and exists; its records are not read.
    ///   - sessionTimeoutMilliseconds: after what silence the group puts the member out; brokers
    ///     take 6 s to 30 min unless told otherwise. So long a take-over waits for a dead one.
    /// - Throws: `.invalidArgument` for properties that are unknown, wrong or contradictory.
    public init(
        properties: KafkaProperties,
        group: String,
        topic: String,
        sessionTimeoutMilliseconds: Int = 12_000
    ) throws(KafkaError) {
        var properties = properties
        properties["group.id"] = group
        properties["group.instance.id"] = nil
        properties["session.timeout.ms"] = String(sessionTimeoutMilliseconds)
        // A start that waits for brokers must not look dead: heartbeats tell that.
        properties["max.poll.interval.ms"] = String(max(300_000, sessionTimeoutMilliseconds))
        properties["heartbeat.interval.ms"] = String(min(3_000, sessionTimeoutMilliseconds / 4))
        self.group = group
        partition = TopicPartition(topic: topic, partition: 0)
        client = try ClientHandle(
            .member,
            defaults: PropertyDefaults.member,
            properties: properties
        )
        try client.subscribe(to: topic)
    }

    /// Takes the partition over or gives it back, and serves errors, logs and statistics.
    ///
    /// - Parameter timeoutMilliseconds: how long to wait for the first one; 0 does not wait.
    public func poll(timeoutMilliseconds: Int = 0) {
        client.pollMember(timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Whether this member owns the partition now, as far as it has heard from the group.
    ///
    /// A member that is cut off learns of its end only by its own clock; what it writes meanwhile is
    /// refused by the broker, because of `metadata` and of the transactional id.
    public var isOwner: Bool { client.owns(partition) }

    /// The membership of this moment, for one transaction's offsets.
    ///
    /// - Returns: nil while the partition is not owned.
    public func metadata() -> GroupMetadata? {
        isOwner ? client.groupMetadata() : nil
    }

    /// Leaves the group at once, so that another can take over without waiting for the session.
    ///
    /// - Parameter deadlineMilliseconds: it never takes longer.
    /// - Returns: whether it was finished by then; if not, the session's timeout ends the membership.
    @discardableResult
    public func close(withinMilliseconds deadlineMilliseconds: Int = 5_000) -> Bool {
        client.closeConsumer(withinMilliseconds: deadlineMilliseconds)
    }

    /// Whether a broker has answered since the last time that none could be reached.
    public var isConnected: Bool { client.inbox.isConnected }

    /// Takes the errors, log lines and statistics that came along with polls, oldest first.
    public func takeNotices() -> [KafkaNotice] {
        client.inbox.takeNotices()
    }
}
