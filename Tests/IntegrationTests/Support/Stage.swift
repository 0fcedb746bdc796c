// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import TestSupport
import Testing

/// A story in some acts, and what must have been told of it when all were read.
struct Stage {
    private static let ids = [
        "web.visits", "web.visitors", "web.bounce_rate", "web.conversion_rate", "email.ctr",
        "app.active_users", "social.reach", "mkt.revenue", "web.top_pages",
    ]

    private let acts: [[TopicRecord]]
    private let oracle: Oracle

    /// Writes the settings that the story needs.
    init(_ scene: inout Scene, acts count: Int, seed: UInt64 = 16) throws {
        scene.sections["windows"] = "[1h, 1d]"
        scene.sections["kpis"] = "[\(Self.ids.joined(separator: ", "))]"
        let records = StoryRecords.records(seed: seed, partitions: 2)
        var oracle = try Oracle(
            Self.ids.map { KPISelection($0) },
            windows: [.tumbling(3_600_000), .tumbling(86_400_000)],
            partitions: 2
        )
        oracle.feed(records)
        oracle.close()
        self.oracle = oracle
        let length = records.count / count + 1
        acts = (0..<count).map { Array(records.dropFirst($0 * length).prefix(length)) }
    }

    /// Records of an act.
    func count(of act: Int) -> Int { acts[act].count }

    /// Plays an act.
    func write(_ act: Int, to scene: Scene) throws { try scene.write(acts[act]) }

    /// Ends a daemon that has read everything; each final stands once on the topic and is right.
    func expectWhole(_ daemon: Daemon, _ scene: Scene) throws {
        let count = acts.reduce(0) { $0 + $1.count }
        let metrics = try daemon.awaitRecords(count)
        #expect(try daemon.readRecords() == count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        let snapshots = try SnapshotRecord.all(in: scene.output())
        #expect(snapshots.count { $0.num > 0 } > 200)
        #expect(oracle.differences(from: snapshots) == [])
        #expect(Set(snapshots.map { "\($0.key) \($0.revision)" }).count == snapshots.count)
        try expectNothingOpen(scene)
    }

    /// No transaction is left that would hold readers of committed records back.
    private func expectNothingOpen(_ scene: Scene) throws {
        let admin = try KafkaAdmin(properties: [
            "bootstrap.servers": scene.broker.bootstrapServers
        ])
        for topic in ["-out", "-rejected", "-state"].map({ scene.name + $0 }) {
            for partition in try admin.topic(topic).partitions {
                let offsets = try admin.offsets(of: partition)
                #expect(offsets.lastStable == offsets.high, "\(partition)")
            }
        }
    }
}
