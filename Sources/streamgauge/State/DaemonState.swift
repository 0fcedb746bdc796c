// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// The stored state as a daemon takes it over: a producer that has fenced its predecessor, what that
/// one stored, and where inputs go on.
struct DaemonState {
    /// Initialized.
    let producer: TransactionalProducer
    /// What was stored.
    let start: StoredStart
    /// What the engine is given.
    let configuration: StateConfiguration
    /// What an operator must know.
    let alarms: [String]
    /// What does not go on as it was.
    let warnings: [String]
    /// The id of the cluster; nil: no broker tells it.
    let cluster: String?

    /// Takes the state of an application over.
    ///
    /// - Parameters:
    ///   - blueprint: the checked settings.
    ///   - place: what was read of it before; nil: nothing.
    /// - Throws: state that cannot be used, offsets that disagree with it, brokers that are away.
    init(_ blueprint: Blueprint, from place: StateTail.Place?) throws(ProgramError) {
        producer = try TransactionalProducer.initialized(
            blueprint.kafka,
            blueprint.settings.application
        )
        start = try StoredStart(blueprint, from: place)
        let carried = try StateCarryOver(start.stored, to: blueprint)
        configuration = carried.configuration
        alarms = start.alarms
        warnings = carried.warnings
        do throws(KafkaError) {
            cluster = try KafkaAdmin(properties: blueprint.kafka).clusterID()
        } catch {
            throw ProgramError(error)
        }
        try checkCluster(blueprint)
    }

    /// The inputs in the order of their numbers, each from where it was read to.
    ///
    /// - Parameters:
    ///   - found: all partitions that there are.
    ///   - sources: tell which topics are of one input.
    ///   - consumer: tells the ends of partitions.
    ///   - blueprint: the checked settings.
    /// - Returns: those of the state first, then the others; what an input has gained meanwhile is read
    ///   from its beginning, as where it grows while somebody reads. Those of the state whose topics are
    ///   gone since, or are no inputs any more, are retired; those that were gone before are left out.
    /// - Throws: partitions of the state that were made anew, or offsets of the group that disagree with
    ///   it; a state that is gone itself.
    func resume(
        _ found: [InputPartition],
        _ sources: InputSources,
        _ consumer: KafkaConsumer,
        _ blueprint: Blueprint
    ) throws(ProgramError) -> [InputPartition] {
        if start.stored == nil { try checkUnread(found, blueprint) }
        let known = start.inputs.filter { !$0.isGone }
        let names = Set(found.filter { $0.table == nil }.map(\.partition))
        if (start.stored?.lostCommits ?? 0) == 0 {
            try checkGroup(known.filter { names.contains($0.partition) }, blueprint)
        }
        let absent = known.map(\.partition).filter { !names.contains($0) }
        let retirements = try Self.retirements(of: absent, sources, blueprint)
        if names.isEmpty, let lost = absent.first(where: { retirements[$0] == .unnamed }) {
            throw ProgramError(
                .data,
                "no input of the settings exists, and \(lost) of the state is none of them: mend `inputs`, "
                    + "or begin anew with `streamgauge state reset`"
            )
        }
        var others = found
        var resumed: [InputPartition] = []
        for stored in known {
            let place = others.firstIndex { $0.partition == stored.partition && $0.table == nil }
            guard let place else {
                let reason = retirements[stored.partition] ?? .unnamed
                resumed.append(InputPartition(retired: stored.partition, reason))
                continue
            }
            var input = others.remove(at: place)
            if let next = stored.counts.nextOffset {
                input.start = .offset(try check(next, stored.partition, consumer))
            }
            resumed.append(input)
        }
        let grown = sources.sharing(
            inputsOf: Set(start.inputs.map(\.partition.topic)),
            among: Set(others.map(\.partition.topic))
        )
        for index in others.indices where grown.contains(others[index].partition.topic) {
            others[index].start = .beginning
        }
        return resumed + others
    }

    /// Why inputs of the state that were not found are not read any more.
    private static func retirements(
        of absent: [TopicPartition],
        _ sources: InputSources,
        _ blueprint: Blueprint
    ) throws(ProgramError) -> [TopicPartition: Retirement] {
        guard !absent.isEmpty else { return [:] }
        let admin: KafkaAdmin
        do throws(KafkaError) {
            admin = try KafkaAdmin(properties: blueprint.kafka)
        } catch {
            throw ProgramError(error)
        }
        return try AbsentInputs(absent, sources, admin).retirements
    }

    /// Where a partition goes on.
    private func check(
        _ next: Int64,
        _ partition: TopicPartition,
        _ consumer: KafkaConsumer
    ) throws(ProgramError) -> Int64 {
        let offsets: Range<Int64>
        do throws(KafkaError) {
            offsets = try consumer.queryOffsets(of: partition)
        } catch {
            throw ProgramError(error)
        }
        guard next <= offsets.upperBound else {
            throw ProgramError(
                .data,
                "\(partition) was read up to \(next), but it ends at \(offsets.upperBound): the topic was "
                    + "made anew or has lost records; begin anew with `streamgauge state reset`"
            )
        }
        // What was deleted meanwhile is counted and told where reading begins.
        return max(next, offsets.lowerBound)
    }

    /// Offsets are those of a cluster: topics of the same names elsewhere have others.
    private func checkCluster(_ blueprint: Blueprint) throws(ProgramError) {
        guard let known = start.stored?.image.cluster, let cluster, known != cluster else { return }
        throw ProgramError(
            .data,
            "the state in \(blueprint.settings.stateTopic) tells offsets of the cluster \(known), these "
                + "brokers are the cluster \(cluster): connect to the other one, or begin anew with "
                + "`streamgauge state reset`"
        )
    }

    /// Where nothing is stored nothing was read: an application that has offsets had a state, too.
    private func checkUnread(
        _ found: [InputPartition],
        _ blueprint: Blueprint
    ) throws(ProgramError) {
        let partitions = found.filter { $0.table == nil }.map(\.partition)
        guard !partitions.isEmpty else { return }
        let committed = try Self.committed(partitions, blueprint)
        guard let first = committed.min(by: { $0.key < $1.key }) else { return }
        let application = blueprint.settings.application
        let others = committed.count == 1 ? "" : " and \(committed.count - 1) further partitions"
        throw ProgramError(
            .data,
            "the group \(application) has read \(first.key) up to \(first.value)\(others), but nothing "
                + "is stored in \(blueprint.settings.stateTopic): the topic was emptied, made anew, or "
                + "is another one; name the right one, or begin anew with `streamgauge state reset "
                + "--to …`, from a time that you choose, as another generation"
        )
    }

    /// The group's offsets were written with the state, so they are equal or nobody's.
    private func checkGroup(
        _ inputs: [StoredInput],
        _ blueprint: Blueprint
    ) throws(ProgramError) {
        let known = inputs.filter { $0.counts.nextOffset != nil }
        guard !known.isEmpty else { return }
        let application = blueprint.settings.application
        let committed = try Self.committed(known.map(\.partition), blueprint)
        for input in known {
            guard let offset = committed[input.partition], let next = input.counts.nextOffset,
                offset != next
            else { continue }
            throw ProgramError(
                .data,
                "the group \(application) has read \(input.partition) up to \(offset), the state in "
                    + "\(blueprint.settings.stateTopic) up to \(next): someone moved the group's offsets, "
                    + "or the topic is an older copy; set the group's offsets to those of the state "
                    + "(kafka-consumer-groups.sh --reset-offsets), or begin anew with `streamgauge state reset`"
            )
        }
    }

    /// The offsets of the application's group; none where none is stored.
    private static func committed(
        _ partitions: [TopicPartition],
        _ blueprint: Blueprint
    ) throws(ProgramError) -> [TopicPartition: Int64] {
        do throws(KafkaError) {
            return try KafkaAdmin(properties: blueprint.kafka).committedOffsets(
                group: blueprint.settings.application,
                partitions: partitions
            )
        } catch {
            throw ProgramError(error)
        }
    }
}
