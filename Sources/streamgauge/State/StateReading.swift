// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// What is stored of an application, and what the cluster says of its inputs: read, nothing changed.
///
/// A daemon may run meanwhile: state and offsets are read again until they are of the same commit.
struct StateReading {
    /// How often offsets that differ are asked for again, and after what pause, ms.
    private static let (attempts, pause) = (10, 300 as Int64)
    /// How long an open transaction is waited for, which holds offsets back.
    private static let patience = Duration.seconds(30)

    let blueprint: Blueprint
    let topic: StateTopic
    /// The ends of the state topic; nil: there is no such topic.
    private(set) var offsets: PartitionOffsets?
    /// All records.
    private(set) var audit: StateAudit
    /// The inputs of the newest whole state, by number.
    private(set) var inputs: [StoredInput] = []
    /// What input partitions hold; those that are not there any more are missing.
    private(set) var ends: [TopicPartition: Range<Int64>] = [:]
    /// Topics of inputs that brokers do not know.
    private(set) var missing: Set<String> = []
    /// The offsets of the group; nil: an open transaction holds them back.
    private(set) var group: [TopicPartition: Int64]? = [:]

    /// The id of the cluster; nil: no broker tells it.
    let cluster: String?

    private let admin: KafkaAdmin
    /// Behind the last record that was read.
    private var end: Int64 = 0

    /// Reads everything.
    ///
    /// - Throws: brokers that cannot be reached or refuse.
    init(_ blueprint: Blueprint) throws(ProgramError) {
        self.blueprint = blueprint
        topic = StateTopic(blueprint)
        audit = StateAudit(application: blueprint.settings.application)
        do throws(KafkaError) {
            admin = try KafkaAdmin(properties: blueprint.kafka)
            cluster = admin.clusterID()
            offsets = try Self.known { () throws(KafkaError) in
                _ = try admin.topic(topic.partition.topic)
                return try admin.offsets(of: topic.partition)
            }
        } catch {
            throw ProgramError(error)
        }
        guard offsets != nil else { return }
        try readOn(from: nil)
        try settle()
        audit.finish()
        try readEnds()
    }

    /// The newest state that is whole; nil: there is none.
    var stored: StateLog.Stored? { audit.log.stored }

    /// Inputs of which the group has another offset than the state.
    var disagreements: [StoredInput] {
        guard let group else { return [] }
        return inputs.filter { input in
            guard !input.isGone, let next = input.counts.nextOffset,
                let offset = group[input.partition]
            else { return false }
            return next != offset
        }
    }

    private mutating func readOn(from offset: Int64?) throws(ProgramError) {
        var audit = audit
        end = try topic.read(from: offset) { record, offset, time throws(ProgramError) in
            audit.take(record, offset: offset, time: time)
        }
        self.audit = audit
        do throws(StateError) {
            inputs = if let stored { try StoredInput.all(in: stored.image) } else { [] }
        } catch {
            throw ProgramError(.data, "the state in \(topic.partition.topic) is damaged: \(error)")
        }
    }

    /// Reads on until state and group are of one commit, or differ for good.
    private mutating func settle() throws(ProgramError) {
        for _ in 0..<Self.attempts {
            group = try committed()
            if group == nil || disagreements.isEmpty { return }
            SystemClock.sleep(milliseconds: Self.pause)
            try readOn(from: end)
        }
    }

    private func committed() throws(ProgramError) -> [TopicPartition: Int64]? {
        guard inputs.contains(where: { !$0.isGone }) else { return [:] }
        let deadline = ContinuousClock.now + Self.patience
        while true {
            do throws(KafkaError) {
                return try admin.committedOffsets(
                    group: blueprint.settings.application,
                    partitions: inputs.filter { !$0.isGone }.map(\.partition)
                )
            } catch {
                guard error.code == .unstableOffsets else { throw ProgramError(error) }
                guard ContinuousClock.now < deadline else { return nil }
            }
            SystemClock.sleep(milliseconds: Self.pause)
        }
    }

    private mutating func readEnds() throws(ProgramError) {
        do throws(KafkaError) {
            let inputs = inputs.filter { !$0.isGone }
            let topics = Set(try admin.topics().filter { $0.error == nil }.flatMap(\.partitions))
            let consumer = try KafkaConsumer(properties: blueprint.kafka)
            for input in inputs where topics.contains(input.partition) {
                ends[input.partition] = try consumer.queryOffsets(of: input.partition)
            }
            let unseen = inputs.map(\.partition).filter { ends[$0] == nil }
            missing = try admin.missing(among: Set(unseen.map(\.topic)))
            offsets = try admin.offsets(of: topic.partition)
        } catch {
            throw ProgramError(error)
        }
    }

    /// An answer, or nil where the topic is missing.
    private static func known<Answer>(
        _ ask: () throws(KafkaError) -> Answer
    ) throws(KafkaError) -> Answer? {
        do throws(KafkaError) {
            return try ask()
        } catch  where error.isAboutMissingTopic {
            return nil
        } catch {
            throw error
        }
    }
}

extension KafkaError {
    /// Whether a topic or its partition does not exist.
    var isAboutMissingTopic: Bool {
        code == .unknownTopic || code == .unknownLocalTopic || code == .unknownPartition
    }
}
