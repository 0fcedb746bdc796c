// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Settings
import Testing
import YAMLText

@testable import streamgauge

struct ClusterFindingsTests {
    private func findings(
        _ text: String,
        topics: [(String, Int)],
        policy: String = "compact,delete"
    ) throws -> ClusterFindings {
        let mock = try MockCluster()
        for (name, count) in topics { try mock.createTopic(name, partitionCount: count) }
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": mock.bootstrapServers])
        let found = try admin.topics()
        var findings = ClusterFindings(
            settings: try Settings.parse(text, name: "s.yaml", for: .offline)
        )
        findings.checkInputs(among: found)
        findings.checkTables(findings.settings.tables, among: found)
        for output in findings.settings.outputTopics {
            findings.checkOutput(output, among: found) { () throws(KafkaError) in
                ["cleanup.policy": policy]
            }
        }
        return findings
    }

    @Test func `a side topic that is missing is told with a hint`() throws {
        let findings = try findings(
            "tables: { p: { topic: personas, fields: [ persona ] } }",
            topics: [("persona", 1)]
        )
        #expect(findings.text.contains("  personas: missing\n"))
        #expect(
            findings.errors.first?.description.contains(
                "the side topic `personas` does not exist; create it, or did you mean `persona`?"
            ) == true
        )
    }

    @Test func `the topic of transitions is looked for where it is set`() throws {
        let set = try findings(
            "output: { transitions_topic: ways, create: false }",
            topics: [("kpi-snapshots", 1), ("kpi-snapshots-early", 1)]
        )
        #expect(set.text.contains("  ways: missing\n"))
        #expect(
            set.errors.map(\.description) == [
                "s.yaml:1:30: the topic `ways` does not exist and `output.create` is false; create it "
                    + "with cleanup.policy=delete, or set `output.create: true`"
            ]
        )
        let there = try findings("output: { transitions_topic: ways }", topics: [("ways", 3)])
        #expect(there.text.contains("  ways: 3 partitions\n") && there.errors.isEmpty)
        #expect(!(try findings("{}", topics: [])).text.contains("transitions"))
    }

    @Test func `topics that are there are told with their partitions`() throws {
        let findings = try findings(
            "inputs: [ { topics: [clicks, mails] }, { pattern: ^web } ]",
            topics: [("clicks", 3), ("mails", 1), ("web-1", 2), ("kpi-snapshots", 6)]
        )
        #expect(findings.errors.isEmpty)
        for line in [
            "  clicks: 3 partitions\n", "  mails: 1 partition\n", "  web-1: 2 partitions\n",
            "  kpi-snapshots: 6 partitions\n", "  kpi-snapshots-early: missing, will be created",
        ] {
            #expect(findings.text.contains(line), "\(line)")
        }
    }

    @Test func `a missing input is an error with its place and the nearest topic`() throws {
        let findings = try findings("inputs:\n  - topic: click\n", topics: [("clicks", 1)])
        #expect(
            findings.errors.map(\.description) == [
                "s.yaml:2:12: the input topic `click` does not exist; "
                    + "create it, or did you mean `clicks`?"
            ]
        )
    }

    @Test func `a missing output is an error where it may not be created`() throws {
        let findings = try findings("output: { create: false, early: false }", topics: [])
        #expect(findings.errors.count == 1)
        #expect(findings.errors.first?.hint.contains("cleanup.policy=compact,delete") == true)
    }

    @Test func `another cleanup policy is told`() throws {
        let findings = try findings(
            "output: { early: false }",
            topics: [("kpi-snapshots", 1)],
            policy: "delete"
        )
        #expect(findings.errors.isEmpty && findings.warningCount == 1)
        #expect(
            findings.text.contains(
                """
                    warning: its cleanup.policy is delete; compact,delete is meant
                      fix: kafka-configs.sh --bootstrap-server BROKER:9092 --alter --entity-type topics \
                --entity-name kpi-snapshots --add-config 'cleanup.policy=[compact,delete]'

                """
            )
        )
        #expect(findings.summary == "  1 warning\n")
    }

    @Test(
        arguments: [
            (["cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"], 0),
            (["cleanup.policy": "compact"], 1), (["retention.ms": "604800000"], 1),
            (["retention.bytes": "1000000000"], 1), (["max.message.bytes": "65536"], 1),
            (["max.message.bytes": "1048588"], 0), ([:], 0),
        ] as [([String: String], Int)]
    )
    func `settings by which state would get lost are errors`(
        configuration: [String: String],
        errors: Int
    ) throws {
        var findings = try findings("application: shop", topics: [])
        let mock = try MockCluster()
        try mock.createTopic("shop-state", partitionCount: 2)
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": mock.bootstrapServers])
        findings.checkState(try admin.topic("shop-state"), configuration)
        #expect(findings.errors.count == errors, "\(findings.errors)")
        #expect(findings.text.contains("  warning: only its partition 0 is used"))
        if errors > 0 {
            #expect(
                findings.errors.first?.hint.contains(
                    "kafka-configs.sh --bootstrap-server BROKER:9092 --alter --entity-type topics "
                        + "--entity-name shop-state --add-config "
                ) == true
            )
        }
    }

    @Test func `what the probe of transactions came to is told, with what it cannot see`() throws {
        let settings = try Settings.parse("application: shop", name: "s.yaml", for: .offline)
        let probe = TransactionProbe(try Blueprint.checked(settings, identity: .fixed))
        func told(_ code: KafkaError.Code?) -> ClusterFindings {
            var findings = ClusterFindings(settings: settings)
            let error = code.map { KafkaError(code: $0, reason: "the reason; do something") }
            findings.check(error, of: probe)
            return findings
        }
        let unseen = "not checked: Write on the transactional id `shop`, Read on the group `shop`"
        let well = told(nil)
        #expect(well.errors.isEmpty && well.text.contains(unseen))
        #expect(well.text.contains("transactions: work, tried as shop-check\n"))
        let refused = told(.transactionalIDAuthorizationFailed)
        #expect(refused.errors.isEmpty && refused.text.contains(unseen))
        #expect(refused.warningCount == 1)
        #expect(refused.text.contains("there is no right to the id shop-check"))
        let broken = told(.invalidTransactionTimeout)
        #expect(broken.errors.first?.description.contains("the reason") == true)
    }

    @Test func `the probe reaches the coordinator`() throws {
        let mock = try MockCluster()
        let text = "{application: shop, kafka: {bootstrap.servers: \"\(mock.bootstrapServers)\"}}"
        let settings = try Settings.parse(text, name: "s.yaml", for: .offline)
        #expect(
            TransactionProbe(try Blueprint.checked(settings, identity: .fixed)).outcome() == nil
        )
    }
}
