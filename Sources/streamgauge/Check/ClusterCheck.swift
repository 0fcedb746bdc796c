// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import YAMLText

/// Asks the brokers whether the settings' topics are as they must be.
struct ClusterCheck {
    /// How many offsets of the state topic are looked at.
    private static let newestOffsets: Int64 = 64

    private let blueprint: Blueprint
    private let comparesClocks: Bool

    /// A check of a blueprint's topics.
    ///
    /// - Parameters:
    ///   - blueprint: the checked settings.
    ///   - comparesClocks: whether a topic may be made for it; nothing else writes one.
    init(_ blueprint: Blueprint, comparesClocks: Bool) {
        self.blueprint = blueprint
        self.comparesClocks = comparesClocks
    }

    /// Prints what is there, and throws what is wrong.
    func run() throws(ProgramError) {
        let admin: KafkaAdmin
        let topics: [TopicDescription]
        do throws(KafkaError) {
            admin = try KafkaAdmin(properties: blueprint.kafka)
            topics = try admin.topics()
        } catch {
            throw ProgramError(error)
        }
        var findings = ClusterFindings(settings: blueprint.settings)
        let inputs = try InputCheck(blueprint, admin)
        findings.checkInputs(among: topics) { inputs.examine($0, &$1) }
        findings.checkTables(blueprint.tables.map(\.settings), among: topics)
        for topic in blueprint.settings.outputTopics {
            findings.checkOutput(topic, among: topics) { () throws(KafkaError) in
                try admin.configuration(ofTopic: topic.name)
            }
        }
        try checkState(&findings, admin, topics)
        let probe = TransactionProbe(blueprint)
        findings.check(probe.outcome(), of: probe)
        let clock = ClockProbe(blueprint)
        findings.check(comparesClocks ? clock.outcome(admin) : clock.notAsked)
        try StandardOutput.write("\ncluster\n" + findings.text + findings.summary)
        if let errors = SettingsErrors(findings.errors) { throw ProgramError(errors) }
    }

    private func checkState(
        _ findings: inout ClusterFindings,
        _ admin: KafkaAdmin,
        _ topics: [TopicDescription]
    ) throws(ProgramError) {
        let output = blueprint.settings.stateOutput
        var configuration: [String: String] = [:]
        findings.checkOutput(output, among: topics) { () throws(KafkaError) in
            configuration = try admin.configuration(ofTopic: output.name)
            return configuration
        }
        guard let topic = topics.first(where: { $0.name == output.name && $0.error == nil })
        else { return }
        findings.checkState(topic, configuration)
        findings.checkState(try newestState(admin), blueprint)
    }

    /// The newest records of the state topic: enough to see whose they are.
    private func newestState(_ admin: KafkaAdmin) throws(ProgramError) -> StateAudit {
        let topic = StateTopic(blueprint)
        let ends: PartitionOffsets
        do throws(KafkaError) {
            ends = try admin.offsets(of: topic.partition)
        } catch {
            throw ProgramError(error)
        }
        var audit = StateAudit(application: blueprint.settings.application)
        let begin = max(ends.low, ends.lastStable - Self.newestOffsets)
        _ = try topic.read(from: begin) { record, offset, time throws(ProgramError) in
            audit.take(record, offset: offset, time: time)
        }
        return audit
    }
}
