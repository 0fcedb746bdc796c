// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import TestSupport
import Testing

/// What `check --connect` says of a real cluster's inputs and clock.
@Suite(.serialized) struct ConnectedCheckTests {
    /// Page views of some actors, two of each, placed by a function of actor and number.
    private func records(_ place: (Int, Int) -> Int) -> [TopicRecord] {
        (0..<100).flatMap { actor in
            (0..<2).map { number in
                let time = Scene.midnight + Int64(actor * 1_000 + number * 60_000)
                return TopicRecord(
                    partition: Int32(place(actor, number)),
                    timestamp: time,
                    text: #"{"type":"page_view","time":\#(time),"anonymous":"a\#(actor)"}"#
                )
            }
        }
    }

    private func admin(_ scene: Scene) throws -> KafkaAdmin {
        try KafkaAdmin(properties: ["bootstrap.servers": scene.broker.bootstrapServers])
    }

    @Test func `a sound cluster has nothing to mend, and the probe leaves nothing behind`() throws {
        let scene = try Scene("check-sound", partitions: 2)
        try scene.write(records { actor, _ in actor % 2 })
        let check = try scene.run("check", "--connect", "--clock")
        #expect(check.status == 0, "\(check)")
        #expect(check.output.contains("keyed by actor: yes, by its newest 200 records\n"))
        #expect(
            check.output.contains(/that of the broker asked is \d+ ms \(± \d+ ms\) (ahead|behind)/)
        )
        #expect(check.output.hasSuffix("  nothing to mend\n"), "\(check.output)")
        #expect(throws: KafkaError.self) { try admin(scene).topic("check-sound-check") }
    }

    @Test(arguments: [10, -10])
    func `a broker whose clock differs is told, with by how much`(minutes: Int) throws {
        let broker = try KafkaBroker(clockAheadMinutes: minutes)
        let check = try Scene("check-clock", broker: broker).run("check", "--connect", "--clock")
        #expect(check.status == 0, "\(check)")
        let told = try #require(
            check.output.firstMatch(of: /broker asked is (\d+) ms \(± (\d+) ms\) (ahead|behind)/),
            "\(check)"
        )
        let (difference, error) = (Int(told.output.1) ?? 0, Int(told.output.2) ?? 0)
        #expect(abs(difference - 600_000) <= error + 1, "no libfaketime? \(told.output.0)")
        #expect(told.output.3 == (minutes > 0 ? "ahead" : "behind"))
        #expect(check.output.contains("warning: by as much are `time.stale_after`"), "\(check)")
        #expect(check.output.hasSuffix("  1 warning\n"), "\(check)")
    }

    @Test func `inputs that forget, are spread, or come from the future are told`() throws {
        let scene = try Scene("check-bad", partitions: 0)
        try scene.broker.createTopic(
            "check-bad",
            partitionCount: 2,
            configuration: ["retention.ms": "3600000", "cleanup.policy": "compact,delete"]
        )
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        var records = records { _, number in number }
        for index in records.indices {
            records[index].timestamp = now
            records[index].key = Array("\(index)".utf8)
        }
        records[0].timestamp = now + 1_800_000
        try scene.write(records)
        let check = try scene.run("check", "--connect")
        #expect(check.status == 0, "\(check)")
        for part in [
            "warning: it is compacted",
            "warning: it keeps records for 1h, windows may need them for",
            "warning: 100 of 100 actors have events in several partitions",
            "ahead of this machine's clock", "  4 warnings\n",
        ] {
            #expect(check.output.contains(part), "\(part): \(check.output)")
        }
        // The command that it names is one that the brokers understand.
        let fix = try #require(
            check.output.firstMatch(of: /fix: (kafka-configs.sh .*retention.ms=\d+)\n/)
        )
        let words = fix.output.1.split(separator: " ").map(String.init)
        let home = try #require(ProcessInfo.processInfo.environment["KAFKA_HOME"])
        let tool = try ChildProcess(
            program: "\(home)/bin/\(words[0])",
            arguments: Array(words.dropFirst()),
            environment: ProcessInfo.processInfo.environment,
            folder: scene.folder
        )
        #expect(tool.awaitEnd() == 0)
        let configuration = try admin(scene).configuration(ofTopic: "check-bad")
        #expect(configuration["retention.ms"].map { words[words.count - 1].hasSuffix($0) } == true)
    }

    @Test func `nobody's topics are made unless clocks are to be compared`() throws {
        let scene = try Scene("check-apart")
        // Other tests make topics at the same time: only those of its own name are looked at.
        func own() throws -> Set<String> {
            Set(try admin(scene).topics().map(\.name).filter { $0.hasPrefix("check-apart") })
        }
        let before = try own()
        let check = try scene.run("check", "--connect")
        #expect(
            check.output.contains("clock: not compared with a broker's: --clock does, by a topic")
        )
        #expect(try own() == before)
        #expect(throws: KafkaError.self) { try admin(scene).topic("check-apart-check") }
        let alone = try scene.run("check", "--clock")
        #expect(alone.status == 64 && alone.errors.contains("add --connect"))
    }
}
