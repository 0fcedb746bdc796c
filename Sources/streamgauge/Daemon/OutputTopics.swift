// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import Sinks

/// The topics that the daemon writes to, made where they are missing and may be made.
struct OutputTopics {
    /// Finals and revisions.
    let snapshots: PreparedTopic
    /// Early values, if wanted.
    let early: PreparedTopic?
    /// What an operator should know of them.
    let warnings: [String]

    init(_ settings: Settings, kafka: KafkaProperties, isEmbedded: Bool) throws(ProgramError) {
        let output = settings.output
        let partitions = Int32(output.partitions ?? -1)
        let replication = Int32(output.replication ?? -1)
        let creator = try Self.creator(
            kafka,
            mayCreate: output.create && !isEmbedded,
            readsSettings: !isEmbedded
        )
        var warnings: [String] = []
        func prepare(
            _ plan: (String, Int32, Int32) -> TopicPlan,
            _ name: String
        ) throws(ProgramError) -> PreparedTopic {
            try Self.prepare(plan(name, partitions, replication), creator, &warnings)
        }
        snapshots = try prepare(TopicPlan.snapshots, output.topic)
        early = output.early ? try prepare(TopicPlan.early, output.earlyTopic) : nil
        if !isEmbedded {
            _ = try Self.prepare(
                TopicPlan.state(settings.stateTopic, replicationFactor: replication),
                creator,
                &warnings
            )
        }
        if let transitions = output.transitionsTopic {
            _ = try prepare(TopicPlan.transitions, transitions)
        }
        if let alerts = settings.alerts.topic { _ = try prepare(TopicPlan.alerts, alerts) }
        if let rejected = settings.rejected.topic {
            _ = try prepare(TopicPlan.rejected, rejected)
        }
        self.warnings = warnings
    }

    private static func creator(
        _ kafka: KafkaProperties,
        mayCreate: Bool,
        readsSettings: Bool
    ) throws(ProgramError) -> TopicCreator {
        do throws(KafkaError) {
            return try TopicCreator(
                properties: kafka,
                mayCreate: mayCreate,
                readsSettings: readsSettings
            )
        } catch {
            throw ProgramError(error)
        }
    }

    private static func prepare(
        _ plan: TopicPlan,
        _ creator: TopicCreator,
        _ warnings: inout [String]
    ) throws(ProgramError) -> PreparedTopic {
        do throws(TopicError) {
            let prepared = try creator.prepare(plan)
            warnings += prepared.warnings.map(\.description)
            return prepared
        } catch {
            throw ProgramError(
                .unavailable,
                error.description,
                isRetriable: error.isRetriable
            )
        }
    }
}
