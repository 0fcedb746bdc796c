// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Pipeline
import Settings
import Sinks

/// The daemon's topics and producers.
struct DaemonOutputs {
    /// Writes batches.
    let commit: KafkaCommitOutput
    /// Writes early values, if wanted.
    let live: KafkaLiveOutput?
    /// The producers at the start, whose notices are logged.
    let producers: [KafkaProducer]
    /// What an operator should know of the topics.
    let warnings: [String]

    init(
        _ blueprint: Blueprint,
        engine: Engine,
        generation: Int,
        isEmbedded: Bool,
        log: Log
    ) throws(ProgramError) {
        let settings = blueprint.settings
        let topics = try OutputTopics(settings, kafka: blueprint.kafka, isEmbedded: isEmbedded)
        warnings = topics.warnings
        do throws(KafkaError) {
            let properties = DeliveryLoop.properties(over: blueprint.kafka)
            let producer = try KafkaProducer(properties: properties)
            var producers = [producer]
            let finals = SnapshotTopic(
                producer: producer,
                topic: settings.output.topic,
                partitionCount: topics.snapshots.partitionCount,
                plan: blueprint.plan,
                application: settings.application,
                generation: generation,
                keyFingerprint: blueprint.identity.fingerprint
            )
            commit = KafkaCommitOutput(
                properties: properties,
                finals: finals,
                rejected: settings.rejected.topic.map {
                    RejectedTopic(producer: producer, topic: $0)
                },
                inputs: {
                    let reading = engine.ingestStatus.current
                    return (reading.partitions, reading.tables.partitions)
                },
                maker: engine.maker,
                publish: { values in
                    let finals = values.compactMap {
                        engine.registry.reading(of: $0, plan: engine.view.plan)
                    }
                    engine.store.publish(finals: finals)
                },
                log: log
            )
            if let early = topics.early {
                let earlyProperties = EarlyTopic.properties(over: blueprint.kafka)
                let earlyProducer = try KafkaProducer(
                    properties: earlyProperties,
                    bounds: EarlyTopic.bounds
                )
                producers.append(earlyProducer)
                live = KafkaLiveOutput(
                    topic: EarlyTopic(
                        producer: earlyProducer,
                        topic: early.name,
                        partitionCount: early.partitionCount,
                        plan: blueprint.plan,
                        application: settings.application,
                        generation: generation,
                        keyFingerprint: blueprint.identity.fingerprint
                    ),
                    properties: earlyProperties,
                    log: log
                )
            } else {
                live = nil
            }
            self.producers = producers
        } catch {
            throw ProgramError(error)
        }
    }
}
