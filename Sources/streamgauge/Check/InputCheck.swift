// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Settings

/// Looks at input topics: what removes their records too early, and what their newest records are like.
///
/// Reads only; nothing of it keeps a daemon from working.
struct InputCheck {
    /// Partitions of a topic whose oldest records are looked for: each takes a connection.
    private static let partitionLimit = 8

    private let admin: KafkaAdmin
    private let sampler: TopicSampler
    private let sources: InputSources
    private let schema: EventSchema
    private let horizon: RecordHorizon
    private let properties: KafkaProperties

    /// A check of a blueprint's inputs.
    init(_ blueprint: Blueprint, _ admin: KafkaAdmin) throws(ProgramError) {
        self.admin = admin
        sampler = try TopicSampler(blueprint.kafka)
        sources = InputSources(blueprint.settings.inputs, topics: sampler.topics.map(\.name))
        schema = EventSchema(key: blueprint.identity)
        horizon = RecordHorizon(blueprint)
        properties = blueprint.kafka
    }

    /// Adds what is found to the findings.
    func examine(_ topic: TopicDescription, _ findings: inout ClusterFindings) {
        do throws(KafkaError) {
            let configuration = try admin.configuration(ofTopic: topic.name)
            findings.checkRetention(of: topic.name, configuration, horizon)
            if let bytes = configuration["retention.bytes"], bytes != "-1" {
                findings.checkSize(of: topic.name, kept: try kept(topic), horizon)
            }
        } catch {
            findings.note("  its settings cannot be read: \(error.reason)")
        }
        var sources = sources
        guard let number = sources.number(of: topic.name) else { return }
        do throws(ProgramError) {
            let survey = try InputSurvey(topic, of: sources.sources[number], schema, sampler)
            findings.check(survey, partitionCount: Int(topic.partitionCount), now: SystemClock.wall)
        } catch {
            findings.note("  its records cannot be read: \(error.description)")
        }
    }

    /// The time between the oldest and the newest record of the partition that has the least, ms; nil: of none
    /// anything was removed.
    private func kept(_ topic: TopicDescription) throws(KafkaError) -> Int64? {
        var least: Int64?
        for partition in topic.partitions.prefix(Self.partitionLimit) {
            let ends = try admin.offsets(of: partition)
            guard ends.low > 0, ends.lastStable > ends.low,
                let oldest = try time(ofFirstIn: partition, from: ends.low),
                let newest = try time(ofFirstIn: partition, from: ends.lastStable - 1)
            else { continue }
            least = min(least ?? .max, newest - oldest)
        }
        return least
    }

    private func time(
        ofFirstIn partition: TopicPartition,
        from offset: Int64
    ) throws(KafkaError) -> Int64? {
        var reader = try PartitionReader(partition, from: offset, properties: properties)
        return try reader.firstTimestamp()
    }
}
