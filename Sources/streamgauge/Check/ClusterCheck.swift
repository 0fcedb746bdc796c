// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import YAMLText

/// Asks the brokers whether the settings' topics are as they must be.
struct ClusterCheck {
    private let blueprint: Blueprint

    /// A check of a blueprint's topics.
    init(_ blueprint: Blueprint) { self.blueprint = blueprint }

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
        findings.checkInputs(among: topics)
        findings.checkTables(blueprint.tables.map(\.settings), among: topics)
        for topic in blueprint.settings.outputTopics {
            findings.checkOutput(topic, among: topics) { () throws(KafkaError) in
                try admin.configuration(ofTopic: topic.name)
            }
        }
        try StandardOutput.write("\ncluster\n" + findings.text)
        if let errors = SettingsErrors(findings.errors) { throw ProgramError(errors) }
    }
}
