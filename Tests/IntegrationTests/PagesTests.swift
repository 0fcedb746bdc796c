// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That pages can be followed to the letter, on a real broker, Prometheus and Alertmanager.
@Suite(.serialized) struct PagesTests {
    private static let hasPeers = ProcessInfo.processInfo.environment["PEERS_HOME"] != nil

    @Test func `the quick start leads to an alert, and readers read what they are told to`() throws
    {
        let reader = try PageReader(KafkaBroker())
        try reader.read("QuickStart.md")
        try reader.read("Consumers.md")
        try reader.read("Snapshots.md")
        try reader.read("Alerts.md")
        try reader.read("Sizing.md")
        try reader.read("Upgrade.md")
        try reader.read("Concepts.md")
        // Nothing of what the reader has seen is there twice.
        let keys = try reader.answer(
            "kcat -C -b localhost:9092 -t kpi-snapshots -o beginning -e -q -f '%k\\n' | sort | uniq -d"
        )
        #expect(keys == "")
    }

    @Test func `the README can be followed`() throws {
        let broker = try KafkaBroker()
        try broker.createTopic("clickstream", partitionCount: 2)
        try PageReader(broker).read("README.md")
    }

    @Test func `certificates that are made as the page says are those of their authorities`() throws
    {
        let reader = try PageReader(.shared())
        try reader.read("Security.md")
        let verify = "openssl verify -purpose"
        let told = try reader.answer(
            """
            \(verify) sslserver -verify_hostname shop.example -CAfile authority.pem server.pem
            \(verify) sslclient -CAfile clients.pem client.pem
            """
        )
        #expect(told == "server.pem: OK\nclient.pem: OK\n")
    }

    @Test(
        .enabled(
            if: hasPeers,
            "PEERS_HOME names no folder with jars of Kafka Streams: see Benchmarks/lib/peers.sh"
        )
    )
    func `a job of Kafka Streams joins finals as its page says`() throws {
        let reader = try PageReader(KafkaBroker())
        try reader.read("QuickStart.md")
        try reader.read("Processors.md")
    }
}
