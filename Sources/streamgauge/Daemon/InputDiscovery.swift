// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// Finds the partitions of the inputs, at the start and while the daemon runs.
///
/// One thread.
struct InputDiscovery {
    private let inputs: [Settings.Input]
    /// Topics of side tables by the table's number.
    private let tables: [String]
    private var sources: InputSources
    private let admin: KafkaAdmin
    private var known: Set<TopicPartition> = []

    init(
        _ inputs: [Settings.Input],
        tables: [String],
        sources: InputSources,
        admin: KafkaAdmin
    ) {
        self.inputs = inputs
        self.tables = tables
        self.sources = sources
        self.admin = admin
    }

    /// The partitions that were not known yet.
    ///
    /// - Parameter start: where they are to be read from; side topics always from the beginning.
    /// - Returns: them, in order of topic and number.
    /// - Throws: topics that do not exist, and brokers that cannot be reached or refuse.
    mutating func findNew(start: Kafka.StartPosition) throws(KafkaError) -> [InputPartition] {
        var found: [InputPartition] = []
        for topic in try topics() {
            guard let source = sources.number(of: topic.name) else { continue }
            for partition in topic.partitions where known.insert(partition).inserted {
                var input = InputPartition(partition, start: start, source: source)
                input.definition = sources.sources[source]
                found.append(input)
            }
        }
        for (table, name) in tables.enumerated() {
            for partition in try admin.topic(name).partitions
            where known.insert(partition).inserted {
                found.append(InputPartition(partition, table: table))
            }
        }
        return found.sorted { $0.partition < $1.partition }
    }

    private func topics() throws(KafkaError) -> [TopicDescription] {
        var topics: [TopicDescription] = []
        for name in inputs.flatMap(\.topics) { topics.append(try admin.topic(name)) }
        if inputs.contains(where: { $0.pattern != nil }) {
            let named = Set(topics.map(\.name))
            topics += try admin.topics().filter { !named.contains($0.name) && $0.error == nil }
        }
        return topics
    }
}
