// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Two clusters whose topics have the same names: the offsets of one mean nothing in the other.
@Suite(.serialized) struct ClusterTests {
    private func scene(_ broker: KafkaBroker?) throws -> Scene {
        var scene = try Scene("clusters", partitions: 2, broker: broker)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[web.visits]"
        return scene
    }

    @Test func `state that was copied to another cluster is refused, and a reset begins there`()
        throws
    {
        let records = StoryRecords.records(seed: 41, days: 1, partitions: 2)
        let here = try scene(nil)
        try here.write(records)
        let first = try here.start()
        _ = try first.awaitRecords(records.count)
        #expect(first.stop() == 0, "\(first.log)")

        let there = try scene(try KafkaBroker())
        try there.write(Array(records.reversed()))
        let state = try here.broker.reader("clusters-state").readAll()
        try there.broker.createTopic("clusters-state", configuration: ["retention.ms": "-1"])
        try there.broker.writer("clusters-state").write(
            state.map { TopicRecord(partition: 0, timestamp: $0.timestamp, value: $0.value ?? []) }
        )
        let refused = try there.start()
        #expect(refused.awaitEnd() == 65, "\(refused.log)")
        #expect(refused.log.contains("these brokers are the cluster"), "\(refused.log)")
        let verified = try there.run("state", "verify")
        #expect(verified.status == 65, "\(verified)")
        #expect(verified.output.contains("FAULT  the offsets are those of"), "\(verified.output)")

        let reset = try there.run("state", "reset", "--to", "earliest", "--yes")
        #expect(reset.status == 0, "\(reset)")
        let second = try there.start()
        let metrics = try second.awaitRecords(records.count)
        #expect(second.stop() == 0, "\(second.log)")
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        // The one that stayed goes on where it was.
        let third = try here.start()
        try third.awaitLog("goes on from the stored state")
        #expect(third.stop() == 0, "\(third.log)")
    }
}
