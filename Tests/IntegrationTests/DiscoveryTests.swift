// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// Inputs that grow while the daemon runs; it looks for that every thirty seconds.
@Suite(.serialized) struct DiscoveryTests {
    @Test func `an added partition is found and read from its beginning`() throws {
        var scene = try Scene("growing")
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        let records = (0..<2 as Range<Int32>).map { partition in
            TopicRecord(
                partition: partition,
                timestamp: Scene.midnight,
                text: #"{"type":"page_view","time":\#(Scene.midnight),"anonymous":"\#(partition)"}"#
            )
        }
        try scene.write([records[0]])
        let daemon = try scene.start()
        try daemon.awaitRecords(1)
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": scene.broker.bootstrapServers])
        try admin.growTopic(scene.name, toPartitionCount: 2)
        try scene.write([records[1]])
        try daemon.awaitRecords(2)
        try scene.write(StoryRecords.end(after: Scene.midnight, partitions: 2))
        let metrics = try daemon.awaitRecords(4)
        #expect(metrics.all("streamgauge_watermark_timestamp_seconds").count == 2)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        #expect(finals.map(\.num) == [2])
    }

    @Test func `one that was added while nobody read is read from its beginning, too`() throws {
        var scene = try Scene("grown-meanwhile")
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        func view(_ partition: Int32) -> TopicRecord {
            TopicRecord(
                partition: partition,
                timestamp: Scene.midnight,
                text: #"{"type":"page_view","time":\#(Scene.midnight),"anonymous":"\#(partition)"}"#
            )
        }
        try scene.write([view(0)])
        var daemon = try scene.start()
        try daemon.awaitRecords(1)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": scene.broker.bootstrapServers])
        try admin.growTopic(scene.name, toPartitionCount: 2)
        try scene.write([view(1)])
        // The default: what an input has gained is older than its end.
        scene.sections["start"] = "latest"
        daemon = try scene.start()
        try daemon.awaitRecords(2)
        try scene.write(StoryRecords.end(after: Scene.midnight, partitions: 2))
        try daemon.awaitRecords(4)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        #expect(finals.map(\.num) == [2])
    }
}
