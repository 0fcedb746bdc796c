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
    /// Topics of which somebody was told that something is wrong with them.
    private var unwell: Set<String> = []
    /// Inputs that brokers did not know any more when they were asked last: since when, monotonic ms, and how
    /// often they said so, without another answer or none in between.
    private var missing: [String: (since: Int64, count: Int)] = [:]
    /// How long and how often brokers must not have known a topic until it is gone, ms.
    private static let certainty: (time: Int64, count: Int) = (14_000, 4)

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
    /// - Throws: topics that do not exist, and brokers that cannot be reached or refuse; then nothing
    ///   has become known.
    mutating func findNew(start: Kafka.StartPosition) throws(KafkaError) -> [InputPartition] {
        try find(start: start) { error, _ throws(KafkaError) in throw error }
    }

    /// What inputs have gained while they are read; a topic that is gone hides nothing of the others.
    ///
    /// - Returns: the new partitions, and what is wrong with topics, of each once until it is well again.
    /// - Throws: brokers that cannot be reached or refuse; then nothing has become known.
    mutating func findMore() throws(KafkaError) -> (found: [InputPartition], faults: [KafkaError]) {
        var faults: [String: KafkaError] = [:]
        let found = try find(start: .beginning) { error, topic throws(KafkaError) in
            guard error.isAboutOneTopic else { throw error }
            faults[topic] = error
        }
        defer { unwell = Set(faults.keys) }
        let untold = faults.filter { !unwell.contains($0.key) }
        return (found, untold.sorted { $0.key < $1.key }.map(\.value))
    }

    /// Whether a topic may be gone: ask again soon.
    var isInDoubt: Bool { !missing.isEmpty }

    /// Topics of inputs that do not exist any more, as brokers say by their names time after time.
    ///
    /// They are not known any more: one of the same name is found as a new one.
    ///
    /// - Parameter now: monotonic time, ms.
    /// - Returns: them.
    /// - Throws: brokers that cannot be reached or refuse; then nothing is known of any.
    mutating func findGone(now: Int64) throws(KafkaError) -> Set<String> {
        let before = missing
        missing = [:]
        let listed = Set(try admin.topics().filter { $0.error == nil }.map(\.name))
        let suspects = Set(known.map(\.topic)).subtracting(listed).subtracting(tables)
        var gone: Set<String> = []
        for topic in try admin.missing(among: suspects) {
            var doubt = before[topic] ?? (now, 0)
            doubt.count += 1
            if doubt.count >= Self.certainty.count, now - doubt.since >= Self.certainty.time {
                gone.insert(topic)
            } else {
                missing[topic] = doubt
            }
        }
        known = known.filter { !gone.contains($0.topic) }
        return gone
    }

    private typealias Refusal = (_ error: KafkaError, _ topic: String) throws(KafkaError) -> Void

    private mutating func find(
        start: Kafka.StartPosition,
        _ refuse: Refusal
    ) throws(KafkaError) -> [InputPartition] {
        var (found, seen) = ([] as [InputPartition], known)
        for topic in try topics(refuse) {
            guard let source = sources.number(of: topic.name) else { continue }
            for partition in topic.partitions where seen.insert(partition).inserted {
                var input = InputPartition(partition, start: start, source: source)
                input.definition = sources.sources[source]
                found.append(input)
            }
        }
        for (table, name) in tables.enumerated() {
            for partition in try topic(name, refuse)?.partitions ?? []
            where seen.insert(partition).inserted {
                found.append(InputPartition(partition, table: table))
            }
        }
        // Nobody would hear of them again: known is only what is handed out.
        known = seen
        return found.sorted { $0.partition < $1.partition }
    }

    private func topics(_ refuse: Refusal) throws(KafkaError) -> [TopicDescription] {
        var topics: [TopicDescription] = []
        for name in inputs.flatMap(\.topics) {
            if let topic = try topic(name, refuse) { topics.append(topic) }
        }
        if inputs.contains(where: { $0.pattern != nil }) {
            let named = Set(topics.map(\.name))
            topics += try admin.topics().filter { !named.contains($0.name) && $0.error == nil }
        }
        return topics
    }

    private func topic(
        _ name: String,
        _ refuse: Refusal
    ) throws(KafkaError) -> TopicDescription? {
        do throws(KafkaError) {
            return try admin.topic(name)
        } catch {
            try refuse(error, name)
            return nil
        }
    }
}

extension KafkaError {
    /// Whether other topics have nothing of it.
    var isAboutOneTopic: Bool {
        isAboutMissingTopic || code == .topicAuthorizationFailed || code == .invalidTopic
            || code == .leaderNotAvailable
    }
}
