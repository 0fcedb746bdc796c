// SPDX-License-Identifier: Apache-2.0

/// Settings of a client by the names that librdkafka gives them, such as `bootstrap.servers`.
///
/// One set serves every kind of client: a name that concerns only producers is left out for
/// consumers and the other way round, an unknown name is an error.
public typealias KafkaProperties = [String: String]

/// The settings that a client has where its user says nothing.
enum PropertyDefaults {
    /// Both kinds: no waiting for small packets, back soon after an outage, logs and statistics
    /// through the client's queue.
    private static let common: KafkaProperties = [
        "client.id": "streamgauge",
        "socket.nagle.disable": "true",
        "socket.keepalive.enable": "true",
        "reconnect.backoff.max.ms": "2000",
        "statistics.interval.ms": "5000",
        "log.queue": "true",
    ]

    /// A consumer that never jumps or commits by itself and whose queue is bounded.
    ///
    /// `group.id` is needed even without a group; nothing is ever stored under it unless asked for.
    /// The queue's bound counts payload only and one answer of the broker may exceed it: resident
    /// memory was 35 to 80 MB with these values and six partitions of 275 byte records, as fast as
    /// with ten times the queue.
    static let consumer: KafkaProperties = common.merging([
        "group.id": "streamgauge",
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
        "auto.offset.reset": "error",
        "isolation.level": "read_committed",
        "allow.auto.create.topics": "false",
        "check.crcs": "true",
        "enable.partition.eof": "true",
        "fetch.wait.max.ms": "100",
        "fetch.message.max.bytes": "524288",
        "queued.min.messages": "20000",
        "queued.max.messages.kbytes": "16384",
        "session.timeout.ms": "12000",
        "heartbeat.interval.ms": "3000",
        "max.poll.interval.ms": "60000",
    ]) { _, own in own }

    /// A member of a group that owns a partition without records: it has nothing to go on from.
    ///
    /// The eager protocol: with the cooperative one this library spins where members outnumber
    /// partitions, until 2.6.1 (its issue 4783), and here they do.
    static let member: KafkaProperties = consumer.merging([
        "auto.offset.reset": "latest",
        "enable.partition.eof": "false",
        "fetch.wait.max.ms": "500",
        "partition.assignment.strategy": "range",
    ]) { _, own in own }

    /// A producer that neither loses nor doubles nor reorders while it lives.
    static let producer: KafkaProperties = common.merging([
        "enable.idempotence": "true",
        "acks": "all",
        "compression.type": "lz4",
        "linger.ms": "5",
        "partitioner": "murmur2_random",
        "queue.buffering.max.messages": "100000",
        "queue.buffering.max.kbytes": "65536",
    ]) { _, own in own }

    /// A client for questions and for making topics.
    static let admin: KafkaProperties = common.merging([
        "statistics.interval.ms": "0",
        "allow.auto.create.topics": "false",
    ]) { _, own in own }
}
