// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

extension ClusterFindings {
    /// The largest record of state, with what the protocol adds.
    private static let largestRecord = 1_000_000

    /// Looks at the settings of the state topic, as far as state could get lost by them.
    ///
    /// - Parameters:
    ///   - topic: exists.
    ///   - configuration: its settings by their names in Kafka; empty: they cannot be read.
    mutating func checkState(_ topic: TopicDescription, _ configuration: [String: String]) {
        let path = "state.topic"
        if topic.partitionCount > 1 {
            warn(
                "only its partition 0 is used; 1 partition is meant",
                fix: "leave it, or before anything is stored make it anew with `deploy/kafka/plan`"
            )
        }
        if let policy = configuration["cleanup.policy"], policy != "delete" {
            fail(
                "  the brokers would refuse or remove state",
                at: path,
                "the state topic `\(topic.name)` has cleanup.policy=\(policy)",
                hint: "set it: \(alter(topic.name, "cleanup.policy=delete"))"
            )
        }
        for name in ["retention.ms", "retention.bytes"] {
            guard let limit = configuration[name], limit != "-1" else { continue }
            fail(
                "  the brokers would delete state",
                at: path,
                "the state topic `\(topic.name)` has \(name)=\(limit)",
                hint: "the daemon deletes by itself: \(alter(topic.name, "\(name)=-1"))"
            )
        }
        let size = configuration["max.message.bytes"].flatMap { Int($0) }
        if let size, size < Self.largestRecord {
            fail(
                "  the brokers would refuse large records of state",
                at: path,
                "the state topic `\(topic.name)` has max.message.bytes=\(size)",
                hint: "set it: \(alter(topic.name, "max.message.bytes=1048588"))"
            )
        }
    }

    /// Looks at whose state the newest records are.
    mutating func checkState(_ newest: StateAudit, _ blueprint: Blueprint) {
        let (path, name) = ("state.topic", settings.stateTopic)
        if let stranger = newest.stranger {
            return fail(
                "  it belongs to the application \(stranger)",
                at: path,
                "the state topic `\(name)` holds the state of the application `\(stranger)`",
                hint: "give each application its own topic"
            )
        }
        guard let header = newest.newest else {
            guard newest.recordCount > 0 else {
                return note("  nothing is stored in it: a start begins at `start`")
            }
            return fail(
                "  nothing in it can be read",
                at: path,
                "the newest records of `\(name)` are no state of this version",
                hint: "see `streamgauge state verify`"
            )
        }
        note("  generation \(header.generation), commit \(header.sequence)")
        if header.identity != blueprint.identityHash {
            fail(
                "  its ids were hashed with another key",
                at: "identity",
                "the state in `\(name)` was counted with another identity key",
                hint: "give the old key back, or begin anew with `streamgauge state reset`"
            )
        }
        if header.definitions != blueprint.definitionsHash {
            note(
                "  it was counted by other definitions: what both have goes on, the rest begins anew "
                    + "(see `streamgauge state verify`)"
            )
        }
    }

    /// Looks at what became of the probe of transactions.
    mutating func check(_ outcome: KafkaError?, of probe: TransactionProbe) {
        let application = settings.application
        let rights =
            "not checked: Write on the transactional id `\(application)`, Read on the group "
            + "`\(application)`, Read, Write and Delete on the topic `\(settings.stateTopic)`"
        switch outcome {
        case nil:
            note("transactions: work, tried as \(probe.transactionalID)")
            note("  \(rights)")
        case let error? where error.code == .transactionalIDAuthorizationFailed:
            let id = probe.transactionalID
            note("transactions: not tried")
            warn(
                "there is no right to the id \(id)",
                fix: "give Write and Describe on the transactional id `\(id)`; `deploy/kafka/plan` "
                    + "prints the commands"
            )
            note("  \(rights)")
        case let error?:
            fail(
                "transactions: do not work",
                at: "kafka",
                error.reason,
                hint: "finals are written in transactions: see the brokers' logs, then check again"
            )
        }
    }
}
