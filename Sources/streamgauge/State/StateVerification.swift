// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Pipeline
import Settings

/// Checks whether a daemon could go on from what is stored, and whether all of it is as it was written.
struct StateVerification {
    /// What was found, in the order in which it was looked at.
    private(set) var findings: [StateFinding] = []

    private let reading: StateReading
    private var blueprint: Blueprint { reading.blueprint }

    /// Checks what was read.
    ///
    /// - Throws: brokers that cannot be reached; what is wrong with the state is a finding.
    init(_ reading: StateReading) throws(ProgramError) {
        self.reading = reading
        guard reading.offsets != nil else {
            let name = reading.topic.partition.topic
            findings.append(StateFinding(.note, "there is no topic \(name): nothing is stored"))
            return
        }
        checkRecords()
        guard let stored = reading.stored else { return }
        checkHeader(stored)
        checkInputs()
        checkGroup(stored)
        try restore(stored)
    }

    /// How many faults there are.
    var faultCount: Int {
        findings.count { $0.level == .fault }
            + max(0, reading.audit.faultCount - StateAudit.faultLimit)
    }

    /// Lines for the terminal.
    var text: String { findings.map(\.line).joined() }

    private mutating func add(_ level: StateFinding.Level, _ text: String) {
        findings.append(StateFinding(level, text))
    }

    private mutating func checkRecords() {
        let audit = reading.audit
        findings += audit.faults
        if audit.faultCount > audit.faults.count {
            add(.fault, "\(audit.faultCount - audit.faults.count) more faults of records")
        }
        findings += audit.notes
        if audit.faultCount == 0 {
            add(
                .sound,
                "\(audit.recordCount) records of \(audit.commitCount) commits: checksums, versions, "
                    + "application and order"
            )
        }
        guard let stored = reading.stored else {
            return audit.recordCount == 0
                ? add(.note, "the topic is empty: nothing is stored")
                : add(.fault, "nothing whole is left of the state: 'state reset' begins anew")
        }
        if stored.lostCommits > 0 {
            add(
                .fault,
                "the newest whole state is that of commit \(stored.header.sequence); "
                    + "\(stored.lostCommits) commits behind it cannot be used"
            )
        } else {
            add(
                .sound,
                "the state of commit \(stored.header.sequence), generation "
                    + "\(stored.header.generation), is whole: \(stored.image.count) parts, "
                    + "\(stored.image.byteCount) bytes"
            )
        }
    }

    private mutating func checkHeader(_ stored: StateLog.Stored) {
        if stored.header.identity == blueprint.identityHash {
            add(.sound, "the identity key is that of the settings")
        } else {
            add(
                .fault,
                "ids were hashed with another identity key than that of the settings: give the old "
                    + "key back, or begin anew with 'state reset'"
            )
        }
        if let known = stored.image.cluster, let cluster = reading.cluster, known != cluster {
            add(
                .fault,
                "the offsets are those of the cluster \(known), these brokers are the cluster "
                    + "\(cluster): connect to the other one, or begin anew with 'state reset'"
            )
        }
        if stored.header.definitions == blueprint.definitionsHash {
            add(.sound, "the definitions are those of the settings")
        } else {
            add(.note, "the definitions are not those of the settings")
        }
    }

    private mutating func checkInputs() {
        var faults: [String] = []
        var sources = InputSources(blueprint.settings.inputs)
        let named = Set(blueprint.settings.inputs.flatMap(\.topics))
        let known = reading.inputs.filter { !$0.isGone }
        if known.count < reading.inputs.count {
            let count = reading.inputs.count - known.count
            add(.note, "\(count) input partitions have retired: their topics do not exist any more")
        }
        for input in known {
            let topic = input.partition.topic
            guard sources.number(of: topic) != nil else {
                retire(input, "is no input of the settings any more")
                continue
            }
            guard let ends = reading.ends[input.partition] else {
                if !reading.missing.contains(topic) {
                    faults.append("\(input.partition) is not there, though its topic is")
                } else if named.contains(topic) {
                    faults.append("\(topic) does not exist any more, and the settings name it")
                } else {
                    retire(input, "does not exist any more")
                }
                continue
            }
            guard let next = input.counts.nextOffset else { continue }
            if next > ends.upperBound {
                faults.append(
                    "\(input.partition) was read up to \(next), but it ends at \(ends.upperBound): the "
                        + "topic was made anew or has lost records"
                )
            } else if next < ends.lowerBound {
                faults.append(
                    "\(ends.lowerBound - next) records of \(input.partition) were deleted before they "
                        + "were read: it was read up to \(next) and begins at \(ends.lowerBound)"
                )
            }
        }
        for fault in faults { add(.fault, fault) }
        guard faults.isEmpty else { return }
        add(.sound, "\(known.count) input partitions hold the offsets to go on from")
    }

    private mutating func retire(_ input: StoredInput, _ reason: String) {
        add(.note, "\(input.partition) \(reason): a start lets it retire")
    }

    private mutating func checkGroup(_ stored: StateLog.Stored) {
        let name = blueprint.settings.application
        guard reading.group != nil else {
            return add(
                .note,
                "the offsets of the group \(name) are held back by an open transaction: a daemon runs, "
                    + "or has died just now; not compared"
            )
        }
        guard stored.lostCommits == 0 else {
            return add(.note, "the group's offsets are those of a lost commit; not compared")
        }
        for input in reading.disagreements {
            let offset = reading.group?[input.partition] ?? 0
            add(
                .fault,
                "the group \(name) has read \(input.partition) up to \(offset), the state up to "
                    + "\(input.counts.nextOffset ?? 0): someone moved the group's offsets, or the topic "
                    + "is an older copy"
            )
        }
        if reading.disagreements.isEmpty { add(.sound, "the offsets of the group \(name) agree") }
    }

    /// Builds everything from the state that a start builds.
    private mutating func restore(_ stored: StateLog.Stored) throws(ProgramError) {
        let carried = try StateCarryOver(stored, to: blueprint)
        for warning in carried.warnings { add(.note, warning) }
        let consumer: KafkaConsumer
        let topics: [String]
        do throws(KafkaError) {
            consumer = try KafkaConsumer(properties: blueprint.kafka)
            topics = try KafkaAdmin(properties: blueprint.kafka).topics().map(\.name)
        } catch {
            throw ProgramError(error)
        }
        let sources = InputSources(blueprint.settings.inputs, topics: topics).sources
        do throws(StateError) {
            var configuration = Engine.Configuration(ingest: blueprint.ingest(sources))
            configuration.state = carried.configuration
            let engine = try Engine(
                consumer: consumer,
                configuration: configuration,
                history: blueprint.history(),
                alerts: blueprint.alerts(generation: 0)
            ) {
                blueprint.aggregator($0, start: nil, completeFrom: .min)
            }
            add(.sound, "all tables can be restored: \(engine.view.plan.kpis.count) KPIs go on")
        } catch {
            add(.fault, "the state cannot be restored: \(error)")
        }
        consumer.close(withinMilliseconds: 500)
    }
}
