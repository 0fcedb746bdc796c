// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import TestSupport
import Testing

/// That every final stands once on the topic, whatever ends the daemon.
@Suite(.serialized) struct RestartTests {
    /// How often the daemon is killed; LONG_TESTS=1 kills it more often.
    private static let kills =
        ProcessInfo.processInfo.environment["LONG_TESTS"] == "1" ? 200 : 12

    @Test(arguments: [0, 1]) func `killed at any moment, it writes each final once and right`(
        aggregators: Int
    ) throws {
        var random = SplitMix64(seed: 0x5EED_0006 + UInt64(aggregators))
        var scene = try Scene("killed-\(aggregators)", partitions: 2)
        scene.sections["windows"] = "[1h, 1d]"
        scene.sections["kpis"] = "[\(Self.ids.joined(separator: ", "))]"
        scene.sections["threads"] = "{aggregate: \(aggregators)}"
        let records = StoryRecords.records(seed: 6, partitions: 2)
        var oracle = try Oracle(
            Self.ids.map { KPISelection($0) },
            windows: [.tumbling(3_600_000), .tumbling(86_400_000)],
            partitions: 2
        )
        oracle.feed(records)
        oracle.close()
        let slice = records.count / Self.kills + 1
        for kill in 0..<Self.kills {
            try scene.write(Array(records.dropFirst(kill * slice).prefix(slice)))
            let daemon = try scene.start()
            try daemon.awaitLog("reads")
            // At no named moment: while it reads, between commits, within them.
            Thread.sleep(forTimeInterval: Double(random.number(0...600)) / 1_000)
            daemon.kill()
        }
        let daemon = try scene.start()
        try daemon.awaitLog("goes on from the stored state")
        try daemon.awaitMetrics("all records to be read") { metrics in
            metrics.sum("streamgauge_records_total") >= Double(records.count)
        }
        let metrics = try daemon.awaitCommits(10)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(metrics.sum("streamgauge_records_total") == Double(records.count))
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        let snapshots = try SnapshotRecord.all(in: scene.output())
        #expect(snapshots.count { $0.num > 0 } > 200)
        #expect(oracle.differences(from: snapshots) == [])
        #expect(Set(snapshots.map { "\($0.key) \($0.revision)" }).count == snapshots.count)
    }

    private static let ids = [
        "web.visits", "web.visitors", "web.bounce_rate", "web.conversion_rate", "email.ctr",
        "app.active_users", "social.reach", "mkt.revenue", "web.top_pages",
    ]
}
