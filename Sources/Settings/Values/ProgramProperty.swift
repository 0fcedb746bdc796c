// SPDX-License-Identifier: Apache-2.0

/// A property of the Kafka client that the program sets by itself.
///
/// What users wrote for it would be overwritten, or would switch off what the program promises.
struct ProgramProperty {
    /// The client's name for it.
    let name: String
    /// Values that change nothing, in lower case; of others it is refused.
    let values: Set<String>
    /// What to do instead, in the imperative.
    let hint: String

    private init(_ name: String, _ values: Set<String> = [], _ hint: String) {
        self.name = name
        self.values = values
        self.hint = hint
    }

    /// All of them, sorted by name.
    static let all: [ProgramProperty] = [
        .init("acks", ["all", "-1"], "remove it: what is written must survive a broker"),
        .init("allow.auto.create.topics", off, "remove it: a misspelled topic would be made"),
        .init("auto.commit.enable", off, offsets),
        .init("auto.offset.reset", ["error"], "remove it, and say by `start` where reading begins"),
        .init("enable.auto.commit", off, offsets),
        .init("enable.auto.offset.store", off, offsets),
        .init("enable.idempotence", on, "remove it: records would be written twice"),
        .init("enable.partition.eof", on, "remove it: idle partitions are known by their ends"),
        .init("group.id", [], group),
        .init("group.instance.id", [], "remove it: a member would keep its seat after it has left"),
        .init("group.protocol", ["classic"], "remove it: the process that leads is chosen by it"),
        .init("heartbeat.interval.ms", [], session),
        .init(
            "isolation.level",
            ["read_committed"],
            "remove it: records of transactions that were given up would be counted"
        ),
        .init("log.queue", on, "remove it: the client's log goes through the program's"),
        .init("max.poll.interval.ms", [], session),
        .init(
            "partition.assignment.strategy",
            ["range"],
            "remove it: the process that leads is chosen by it"
        ),
        .init(
            "partitioner",
            ["murmur2_random"],
            "remove it: keys lie where Kafka's Java producer places them"
        ),
        .init("request.required.acks", ["all", "-1"], "remove it, as `acks`"),
        .init("session.timeout.ms", [], session),
        .init("statistics.interval.ms", ["5000"], "remove it: an outage's end is known by them"),
        .init("transaction.timeout.ms", [], "remove it: commits have a time of their own"),
        .init("transactional.id", [], "remove it, and name the application by `application`"),
    ]

    private static let on: Set = ["true", "t", "1"]
    private static let off: Set = ["false", "f", "0"]
    private static let group = "remove it, and name the group by `application`"
    private static let session = "remove it, and set `state.session`"
    private static let offsets = "remove it: offsets are part of the stored state"

    /// Whether a value is not what the program sets.
    func isContradicted(by value: String) -> Bool { !values.contains(value.lowercased()) }
}
