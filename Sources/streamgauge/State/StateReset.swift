// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Settings
import Sinks

/// Begins the next generation of an application: nothing is counted yet, and inputs are read from a
/// time on.
///
/// One transaction writes the new state and sets the group's offsets, under the transactional id of the
/// application: a daemon that runs all the same is fenced by it, and one that starts afterwards goes on
/// from this state as from any other.
struct StateReset {
    /// Where inputs are to be read from.
    let position: ConfiguredStart
    /// What is stored now.
    private(set) var former: StateAudit
    /// The input partitions, by number.
    let inputs: [InputPartition]

    let blueprint: Blueprint
    private let topic: StateTopic
    let admin: KafkaAdmin
    private let consumer: KafkaConsumer
    let sources: InputSources

    /// Reads what is stored and finds the inputs; the topic is made where it is missing.
    ///
    /// - Throws: a topic that belongs to another application, inputs that are missing, brokers that
    ///   cannot be reached.
    init(_ blueprint: Blueprint, to position: ConfiguredStart) throws(ProgramError) {
        self.blueprint = blueprint
        self.position = position
        topic = StateTopic(blueprint)
        try Self.prepareTopic(blueprint)
        do throws(KafkaError) {
            admin = try KafkaAdmin(properties: blueprint.kafka)
            consumer = try KafkaConsumer(properties: blueprint.kafka)
            let settings = blueprint.settings
            sources = InputSources(settings.inputs, topics: try admin.topics().map(\.name))
            var discovery = InputDiscovery(
                settings.inputs,
                tables: [],
                sources: sources,
                admin: admin
            )
            inputs = try discovery.findNew(start: position.kafka)
        } catch {
            throw ProgramError(error)
        }
        former = StateAudit(application: blueprint.settings.application)
        former = try audit()
    }

    /// The generation that begins.
    ///
    /// It follows the stored one. Where what is stored cannot be read it is the second since 1970, which
    /// lies above whatever began before and was not reset once a second.
    func generation(now: Int64) -> Int64 {
        let isKnown = former.generation > 0 && !former.isPartlyUnknown
        return isKnown ? former.generation + 1 : max(former.generation + 1, now / 1_000)
    }

    /// Refuses while a daemon of the application lives: it sits in the application's group.
    func refuseWhileRunning() throws(ProgramError) {
        let application = blueprint.settings.application
        let group: GroupDescription
        do throws(KafkaError) {
            group = try admin.describeGroup(application)
        } catch {
            throw ProgramError(error)
        }
        guard let member = group.members.first else { return }
        throw ProgramError(
            .unavailable,
            "a daemon of \(application) runs at \(member.host): stop it first; one that was killed "
                + "counts for `state.session` more"
        )
    }

    /// Writes the new state.
    ///
    /// - Returns: lines that say what holds now.
    /// - Throws: a daemon that has committed meanwhile, and what keeps the transaction from being
    ///   written; then nothing has changed, or the error says that it is not known.
    func write() throws(ProgramError) -> String {
        let application = blueprint.settings.application
        let producer = try TransactionalProducer.initialized(blueprint.kafka, application)
        let found = try audit()
        guard found.recordCount == former.recordCount, found.newest == former.newest else {
            throw ProgramError(
                .unavailable,
                "a daemon of \(application) has committed meanwhile; it is fenced now and ends. "
                    + "Nothing was reset: run this again"
            )
        }
        let (begin, offsets) = try beginning()
        let generation = generation(now: SystemClock.wall)
        let records = try records(begin, offsets, generation)
        let end = try behindLast()
        try Self.commit(records, offsets, topic, application, producer)
        let place = try settled(generation, from: end)
        return "generation \(generation) begins at \(Self.text(position)), "
            + "\(offsets.count) input partitions\n" + forget(before: place)
    }

    /// Deletes what was stored before: it can never be gone on from, whatever becomes of the new.
    private func forget(before offset: Int64) -> String {
        do throws(KafkaError) {
            _ = try admin.deleteRecords([topic.partition: offset])
            return ""
        } catch {
            return "the former state could not be deleted (\(error.reason)): delete the records of "
                + "\(topic.partition.topic) before offset \(offset) with kafka-delete-records.sh\n"
        }
    }

    private func audit() throws(ProgramError) -> StateAudit {
        var audit = StateAudit(application: blueprint.settings.application)
        _ = try topic.read { record, offset, time throws(ProgramError) in
            audit.take(record, offset: offset, time: time)
        }
        if let stranger = audit.stranger {
            throw ProgramError(
                .settings,
                "the state topic \(topic.partition.topic) holds the state of the application "
                    + "\(stranger): give each its own topic; nothing was reset"
            )
        }
        return audit
    }

    /// Where the watermark and complete windows begin, and the offsets to read from.
    private func beginning() throws(ProgramError) -> (DaemonStart, [TopicPartition: Int64]) {
        do throws(KafkaError) {
            let begin = try DaemonStart(position, inputs: inputs, consumer: consumer)
            let offsets = try consumer.offsets(at: inputs.map { ($0.partition, $0.start) })
            return (begin, offsets)
        } catch {
            throw ProgramError(error)
        }
    }

    private func behindLast() throws(ProgramError) -> Int64 {
        do throws(KafkaError) {
            return try admin.offsets(of: topic.partition).high
        } catch {
            throw ProgramError(error)
        }
    }

    /// The offset of the new state, read back.
    ///
    /// A coordinator answers a commit before the markers are written that let readers see it, and a slow
    /// broker takes its time for those: reading is repeated until they are there.
    private func settled(_ generation: Int64, from end: Int64) throws(ProgramError) -> Int64 {
        let deadline = ContinuousClock.now + Self.transactionDeadline
        repeat {
            if let place = try place(of: generation, from: end) { return place }
            SystemClock.sleep(milliseconds: 100)
        } while ContinuousClock.now < deadline
        throw ProgramError(
            .unavailable,
            "it is not known yet whether the state was reset, no broker answered in time: see "
                + "'state show', and run this again if its generation is not \(generation)"
        )
    }

    /// The offset of the first committed record of a generation.
    private func place(
        of generation: Int64,
        from end: Int64
    ) throws(ProgramError) -> Int64? {
        var place: Int64?
        _ = try topic.read(from: end) { record, offset, _ throws(ProgramError) in
            let header = try? StateRecord.read(record).header
            if place == nil, header?.generation == generation { place = offset }
        }
        return place
    }

    private static func prepareTopic(_ blueprint: Blueprint) throws(ProgramError) {
        let settings = blueprint.settings
        do throws(KafkaError) {
            let creator = try TopicCreator(
                properties: blueprint.kafka,
                mayCreate: settings.output.create
            )
            do throws(TopicError) {
                let replication = Int32(settings.output.replication ?? -1)
                _ = try creator.prepare(
                    .state(settings.stateTopic, replicationFactor: replication)
                )
            } catch {
                throw KafkaError(
                    code: error.cause?.code ?? .unknownTopic,
                    reason: error.description
                )
            }
        } catch {
            throw ProgramError(error)
        }
    }

    /// A position for people.
    static func text(_ position: ConfiguredStart) -> String {
        switch position {
        case .earliest: "the oldest records"
        case .latest: "the newest records"
        case .time(milliseconds: let time): StateSummary.time(time)
        }
    }
}
