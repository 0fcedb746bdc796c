// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

/// Events in, snapshots out, against the model: the real broker, the real program.
@Suite(.serialized) struct SnapshotTests {
    @Test(arguments: [1, 2] as [Int32])
    func `every snapshot on the output topic equals the model`(partitions: Int32) throws {
        let scene = try Scene("model-\(partitions)", partitions: partitions)
        let records = StoryRecords.records(seed: 4, partitions: partitions)
        try scene.write(records)
        var oracle = try Oracle(partitions: Int(partitions))
        oracle.feed(records)
        oracle.close()
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(records.count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let snapshots = try SnapshotRecord.all(in: scene.output())
        #expect(Set(snapshots.map(\.kpi)) == Set(oracle.plan.kpis.map(\.id)))
        #expect(snapshots.filter { $0.num > 0 }.count > 1_000)
        #expect(oracle.differences(from: snapshots) == [])
        #expect(snapshots.filter { !$0.complete } == [])
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(metrics.sum("streamgauge_records_total") == Double(records.count))
    }
}
