// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import TestSupport
import Testing

/// Other definitions at a start, on a real broker: what both have goes on as if nothing had happened.
@Suite(.serialized) struct DefinitionChangeTests {
    private static let ids = ["web.visits", "web.visitors", "email.ctr", "app.active_users"]
    private static let windows: [WindowShape] = [.tumbling(3_600_000), .tumbling(86_400_000)]

    @Test func `a KPI and a dimension come, and every final of the others is right`() throws {
        var scene = try Scene("definitions", partitions: 2)
        scene.sections["windows"] = "[1h, 1d]"
        scene.sections["kpis"] = "[\(Self.ids.joined(separator: ", "))]"
        let records = StoryRecords.records(seed: 29, partitions: 2)
        var oracle = try Oracle(
            Self.ids.map { KPISelection($0) },
            windows: Self.windows,
            partitions: 2
        )
        oracle.feed(records)
        oracle.close()
        let half = records.count / 2
        try scene.write(Array(records[..<half]))
        let first = try scene.start()
        _ = try first.awaitRecords(half)
        first.kill()
        scene.sections["kpis"] = """
            [{id: web.visits, by: [[country]], expect: [{country: IT}]}, web.visitors, email.ctr, \
            app.active_users, web.bounce_rate]
            """
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified)")
        #expect(verified.output.contains("begin anew, and say that"), "\(verified.output)")
        try scene.write(Array(records[half...]))
        let second = try scene.start()
        let metrics = try second.awaitRecords(records.count)
        #expect(second.stop() == 0, "\(second.log)")
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        // A counter begins at nothing with its process, whatever ended the one before.
        #expect(metrics.sum("streamgauge_records_total") == Double(records.count - half))
        for words in ["counted by other definitions", "web.bounce_rate", "web.visits"] {
            #expect(second.log.contains(words), "\(words) in \(second.log)")
        }

        let snapshots = try SnapshotRecord.all(in: scene.output())
        #expect(Set(snapshots.map { "\($0.key) \($0.revision)" }).count == snapshots.count)
        let known = snapshots.filter { Self.ids.contains($0.kpi) && $0.dims.isEmpty }
        #expect(known.count { $0.num > 0 } > 100)
        #expect(oracle.differences(from: known) == [])
        #expect(known.allSatisfy { $0.complete })
        for fresh in [
            snapshots.filter { $0.kpi == "web.bounce_rate" },
            snapshots.filter { !$0.dims.isEmpty && $0.window.size == "1h" },
        ] {
            let from = fresh.filter(\.complete).map(\.window.start).min() ?? .max
            #expect(fresh.contains { $0.complete && $0.num > 0 } && fresh.contains { !$0.complete })
            #expect(fresh.allSatisfy { $0.complete == ($0.window.start >= from) })
        }
    }
}
