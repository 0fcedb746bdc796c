// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Pipeline
import Settings
import Sinks

/// The daemon's producers and what is written through them.
struct DaemonOutputs {
    /// Writes batches.
    let commit: any CommitOutput
    /// Writes early values, if wanted.
    let live: KafkaLiveOutput?
    /// The producers at the start, whose notices are logged.
    let producers: [KafkaProducer]

    init(
        _ blueprint: Blueprint,
        engine: Engine,
        topics: OutputTopics,
        state: DaemonState?,
        generation: Int,
        log: Log
    ) throws(ProgramError) {
        do throws(KafkaError) {
            let properties = DeliveryLoop.properties(over: blueprint.kafka)
            let first: KafkaProducer
            if let state {
                first = state.producer.records
            } else {
                first = try KafkaProducer(properties: properties)
            }
            let finals = SnapshotTopic(
                producer: first,
                topic: blueprint.settings.output.topic,
                partitionCount: topics.snapshots.partitionCount,
                plan: blueprint.plan,
                application: blueprint.settings.application,
                generation: generation,
                keyFingerprint: blueprint.identity.fingerprint
            )
            let rejected = blueprint.settings.rejected.topic.map {
                RejectedTopic(producer: first, topic: $0)
            }
            let transitions = blueprint.settings.output.transitionsTopic.map {
                TransitionTopic(
                    producer: first,
                    topic: $0,
                    application: blueprint.settings.application,
                    generation: generation
                )
            }
            let alerts = blueprint.settings.alerts.topic.map {
                AlertTopic(producer: first, topic: $0)
            }
            let context = CommitContext(of: engine, log: log)
            if let state {
                let commits = try Self.commits(blueprint, state, generation)
                commit = TransactionalCommitOutput(
                    producer: state.producer,
                    properties: blueprint.kafka,
                    finals: finals,
                    rejected: rejected,
                    transitions: transitions,
                    alerts: alerts,
                    commits: commits,
                    context: context
                )
            } else {
                commit = KafkaCommitOutput(
                    properties: properties,
                    finals: finals,
                    rejected: rejected,
                    transitions: transitions,
                    alerts: alerts,
                    context: context
                )
            }
            live = try Self.live(blueprint, topics, generation, log)
            producers = [first] + (live.map { [$0.firstProducer] } ?? [])
        } catch {
            throw ProgramError(error)
        }
    }

    private static func commits(
        _ blueprint: Blueprint,
        _ state: DaemonState,
        _ generation: Int
    ) throws(KafkaError) -> StateCommits {
        try StateCommits(
            topic: blueprint.settings.stateTopic,
            properties: blueprint.kafka,
            template: StateHeader(
                application: blueprint.settings.application,
                generation: Int64(generation),
                sequence: state.start.sequence,
                isWhole: true,
                turns: state.configuration.turns,
                definitions: blueprint.definitionsHash,
                identity: blueprint.identityHash,
                watermark: .min
            ),
            spare: state.start.wholeOffset,
            end: state.start.end
        )
    }

    private static func live(
        _ blueprint: Blueprint,
        _ topics: OutputTopics,
        _ generation: Int,
        _ log: Log
    ) throws(KafkaError) -> KafkaLiveOutput? {
        guard let early = topics.early else { return nil }
        let properties = EarlyTopic.properties(over: blueprint.kafka)
        let producer = try KafkaProducer(properties: properties, bounds: EarlyTopic.bounds)
        return KafkaLiveOutput(
            topic: EarlyTopic(
                producer: producer,
                topic: early.name,
                partitionCount: early.partitionCount,
                plan: blueprint.plan,
                application: blueprint.settings.application,
                generation: generation,
                keyFingerprint: blueprint.identity.fingerprint
            ),
            properties: properties,
            log: log
        )
    }
}
