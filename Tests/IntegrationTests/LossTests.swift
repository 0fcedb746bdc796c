// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// Records that are gone before they are read, and topics that are not the ones that were read.
@Suite(.serialized) struct LossTests {
    @Test func `what was deleted while nobody read is counted, and windows say so`() throws {
        let scene = try Self.scene("lost-between")
        try scene.write(Self.hours(0..<4))
        var daemon = try scene.start()
        try daemon.awaitRecords(4)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.write(Self.hours(4..<10))
        try Self.delete(before: 6, of: scene)
        try scene.write(StoryRecords.end(after: Scene.midnight))
        daemon = try scene.start()
        try daemon.awaitLog("2 records of lost-between[0] were deleted before they were read")
        let metrics = try daemon.awaitRecords(9)
        #expect(metrics.sum("streamgauge_lost_records_total") == 2)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try Self.expectWindows(of: scene, whole: [0, 1, 2, 7, 8, 9])
        // What was lost stays known.
        daemon = try scene.start()
        _ = try daemon.awaitMetrics("the count") {
            $0.sum("streamgauge_lost_records_total") == 2
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `what is deleted while it is away from the broker is counted, too`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let scene = try Self.scene("lost-running", broker)
        try scene.write(Self.hours(0..<4))
        let daemon = try scene.start()
        try daemon.awaitRecords(4)
        daemon.halt()
        // The question that waits for records at the broker must not be answered.
        broker.stop()
        try broker.start()
        try scene.write(Self.hours(4..<10))
        try Self.delete(before: 6, of: scene)
        try scene.write(StoryRecords.end(after: Scene.midnight))
        daemon.resume()
        let metrics = try daemon.awaitMetrics("what is left to be read") {
            $0.sum("streamgauge_records_total") + $0.sum("streamgauge_lost_records_total") >= 11
        }
        try daemon.awaitCommits(10)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(metrics.sum("streamgauge_lost_records_total") == 2, "\(daemon.log)")
        try Self.expectWindows(of: scene, whole: [0, 1, 2, 7, 8, 9])
    }

    @Test func `a side topic whose records are gone is read on from its oldest`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        var scene = try Self.scene("lost-side", broker)
        let side = "\(scene.name)-crm"
        scene.sections["kpis"] = "[{id: web.pageviews, by: [[persona]], windows: [1h]}]"
        scene.sections["tables"] = "{crm: {topic: \(side), key: user, fields: [persona]}}"
        try broker.createTopic(side, configuration: ["retention.ms": "-1"])
        func say(_ users: Range<Int>) throws {
            let records = users.map { user in
                TopicRecord(
                    partition: 0,
                    timestamp: Scene.midnight,
                    key: Array("u\(user)".utf8),
                    value: Array(#"{"persona":"business"}"#.utf8)
                )
            }
            try broker.writer(side).write(records)
        }
        func read(_ count: Int, by daemon: Daemon) throws {
            try daemon.awaitMetrics("\(count) records of the side topic") {
                $0.sum("streamgauge_records_total", ["topic": side]) == Double(count)
            }
        }
        try say(0..<3)
        try scene.write(Self.hours(0..<1))
        let daemon = try scene.start()
        try read(3, by: daemon)
        daemon.halt()
        broker.stop()
        try broker.start()
        try say(3..<6)
        try Self.delete(before: 5, of: scene, topic: side)
        daemon.resume()
        try read(4, by: daemon)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `a topic that was made anew ends the daemon with a sentence`() throws {
        let scene = try Self.scene("made-anew")
        try scene.write(Self.hours(0..<4))
        var daemon = try scene.start()
        try daemon.awaitRecords(4)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.broker.deleteTopic(scene.name)
        try scene.broker.createTopic(scene.name, configuration: ["retention.ms": "-1"])
        try scene.write(Self.hours(0..<1))
        daemon = try scene.start()
        #expect(daemon.awaitEnd() == 65, "\(daemon.log)")
        #expect(daemon.log.contains("was read up to 4, but it ends at 1"), "\(daemon.log)")
    }

    private static func scene(_ name: String, _ broker: KafkaBroker? = nil) throws -> Scene {
        var scene = try Scene(name, broker: broker)
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1h]}]"
        return scene
    }

    /// A page view in each of these hours.
    private static func hours(_ hours: Range<Int>) -> [TopicRecord] {
        hours.map { hour in
            let time = Scene.midnight + Int64(hour) * 3_600_000 + 1_800_000
            return TopicRecord(
                partition: 0,
                timestamp: time,
                text: #"{"type":"page_view","time":\#(time),"anonymous":"a\#(hour)"}"#
            )
        }
    }

    private static func delete(
        before offset: Int64,
        of scene: Scene,
        topic: String? = nil
    ) throws {
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": scene.broker.bootstrapServers])
        let partition = TopicPartition(topic: topic ?? scene.name, partition: 0)
        #expect(try admin.deleteRecords([partition: offset]) == [partition: offset])
    }

    /// Windows of the first ten hours are complete or not, and none has a number that is too high.
    private static func expectWindows(of scene: Scene, whole: Set<Int64>) throws {
        let snapshots = try SnapshotRecord.all(in: scene.output())
        for hour in Int64(0)..<10 {
            let start = Scene.midnight + hour * 3_600_000
            let finals = snapshots.filter { $0.window.start == start }
            #expect(finals.count == 1)
            #expect(finals.first?.complete == whole.contains(hour), "hour \(hour)")
            #expect(finals.first?.num == (4..<6 ~= hour ? 0 : 1), "hour \(hour)")
        }
    }
}
