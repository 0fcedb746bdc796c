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

    @Test(arguments: [false, true])
    func `what is lost with nothing behind it is missing in windows that are told`(
        endsAtOnce: Bool
    ) throws {
        var scene = try Self.scene("lost-tail-\(endsAtOnce)", partitions: 2)
        scene.sections["time"] = "{out_of_orderness: 10m, idle: 1s}"
        try scene.write(Self.hours(0..<2))
        var daemon = try scene.start()
        try daemon.awaitRecords(2)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.write(Self.hours(2..<4))
        try Self.delete(before: 4, of: scene)
        // The other partition goes on and moves the watermark, also where both ends come in one answer.
        let end = StoryRecords.end(after: Scene.midnight + 4 * 3_600_000, partitions: 2)
        let others = end.filter { $0.partition == 1 }
        if endsAtOnce { try scene.write(others) }
        daemon = try scene.start()
        try daemon.awaitLog("2 records of \(scene.name)[0] were deleted before they were read")
        _ = try daemon.awaitCommits(1)
        if !endsAtOnce { try scene.write(others) }
        try daemon.awaitRecords(3)
        try Self.expectMissing([2, 3], of: scene, toldBy: daemon)
    }

    @Test func `behind a loss a partition is not silent before it is read to its end again`() throws
    {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let outage = FetchOutage()
        let proxy = try broker.proxy { outage.judge($0) }
        defer { proxy.stop() }
        var scene = try Self.scene("lost-quiet", broker, partitions: 2)
        scene.sections["time"] = "{out_of_orderness: 10m, idle: 300ms}"
        try scene.write(Self.hours(0..<2))
        scene.connect(to: proxy)
        let daemon = try scene.start()
        try daemon.awaitRecords(2)
        outage.begin()
        proxy.cutAll()
        try scene.write(Self.hours(2..<4))
        try Self.delete(before: 4, of: scene)
        let end = StoryRecords.end(after: Scene.midnight + 4 * 3_600_000, partitions: 2)
        try scene.write(end.filter { $0.partition == 1 })
        // The loss is known long before the answer to where the partition goes on.
        outage.end()
        try daemon.awaitLog("2 records of lost-quiet[0] were deleted before they were read")
        try Self.expectMissing([2, 3], of: scene, toldBy: daemon)
    }

    @Test(arguments: [0, 5])
    func `a batch that stays damaged is lost, counted, and missing in its windows`(
        hour damaged: Int
    ) throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let damage = AnswerDamage(at: "a\(damaged)\"}")
        let proxy = try broker.proxy { damage.judge($0) }
        defer { proxy.stop() }
        var scene = try Self.scene("damaged", broker)
        for hour in 0..<10 { try scene.write(Self.hours(hour..<hour + 1)) }
        try scene.write(StoryRecords.end(after: Scene.midnight))
        scene.connect(to: proxy)
        let daemon = try scene.start()
        try daemon.awaitLog(
            "1 records of damaged[0] cannot be read: offsets \(damaged) to \(damaged)"
        )
        let metrics = try daemon.awaitRecords(10)
        #expect(metrics.sum("streamgauge_lost_records_total") == 1)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let snapshots = try SnapshotRecord.all(in: scene.output())
        let finals = (0..<10).map { hour in
            snapshots.first { $0.window.start == Scene.midnight + Int64(hour) * 3_600_000 }
        }
        #expect(finals.map { $0?.num ?? 0 } == (0..<10).map { $0 == damaged ? 0 : 1 })
        #expect(finals[damaged + 1]?.complete == false && finals[damaged + 3]?.complete == true)
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

    private static func scene(
        _ name: String,
        _ broker: KafkaBroker? = nil,
        partitions: Int32 = 1
    ) throws -> Scene {
        var scene = try Scene(name, partitions: partitions, broker: broker)
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

    /// Waits for windows of these hours, in which records were lost; none of them is complete.
    private static func expectMissing(
        _ hours: [Int64],
        of scene: Scene,
        toldBy daemon: Daemon
    ) throws {
        try Patience.wait(for: "the windows") {
            let told = try SnapshotRecord.all(in: scene.output())
            let end = told.map { $0.gapUntil ?? $0.window.end }.max() ?? 0
            return end > midnight(and: hours.max() ?? 0) ? true : nil
        }
        try daemon.awaitMetrics("the count") {
            $0.sum("streamgauge_lost_records_total") == Double(hours.count)
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let snapshots = try SnapshotRecord.all(in: scene.output())
        for hour in hours {
            let start = midnight(and: hour)
            let finals = snapshots.filter { told in
                told.window.start <= start && start < told.gapUntil ?? told.window.end
            }
            #expect(finals.map(\.complete) == [false], "hour \(hour)")
        }
    }

    private static func midnight(and hours: Int64) -> Int64 { Scene.midnight + hours * 3_600_000 }

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
