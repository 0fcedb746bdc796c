// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// Input topics that were deleted, or that are no input of the settings any more: what is left goes on.
@Suite(.serialized) struct RetirementTests {
    @Test(arguments: ["1s", "1h"])
    func `a topic of a pattern that is gone at the start holds nothing back`(idle: String) throws {
        let scene = try Self.days("gone-\(idle)", idle: idle)
        try Self.write(0..<2, to: scene, "1")
        try Self.write(2..<4, to: scene, "2")
        var daemon = try scene.start()
        try daemon.awaitRecords(4)
        if idle == "1s" {
            try Patience.wait(for: "idle partitions") {
                let status = try daemon.get("/api/v1/status") ?? ""
                return status.contains(#""idle":true"#) ? true : nil
            }
            try daemon.awaitCommits(2)
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.broker.deleteTopic("\(scene.name)-1")
        try Self.write(4..<6, to: scene, "2")
        daemon = try scene.start()
        try daemon.awaitLog("\(scene.name)-1 does not exist any more")
        try Self.end(scene, "2")
        let metrics = try daemon.awaitRecords(7)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        // Of a partition that was not idle nobody knows what came behind that was read.
        try Self.expectHours(0..<6, of: scene, complete: idle == "1s" ? 0..<6 : nil)
        // It is told once, and stays so.
        daemon = try scene.start()
        try daemon.awaitCommits(2)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(!daemon.log.contains("does not exist any more"), "\(daemon.log)")
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(verified.output.contains("retired"), "\(verified.output)")
    }

    @Test func `one that comes again is another one, and is read from its beginning`() throws {
        let scene = try Self.days("comes-again", idle: "1h")
        try Self.write(0..<3, to: scene, "1")
        try Self.write(0..<1, to: scene, "2")
        var daemon = try scene.start()
        try daemon.awaitRecords(4)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.broker.deleteTopic("\(scene.name)-1")
        daemon = try scene.start()
        try daemon.awaitCommits(2)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.broker.createTopic("\(scene.name)-1", configuration: ["retention.ms": "-1"])
        // More than were read of the former one: its offsets would have been passed in silence.
        try Self.write(3..<9, to: scene, "1")
        for count in [10, 12] {
            daemon = try scene.start()
            let metrics = try daemon.awaitRecords(count)
            #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
            if count == 10 {
                try Self.end(scene, "1")
                try Self.end(scene, "2")
                try daemon.awaitRecords(12)
            }
            #expect(daemon.stop() == 0, "\(daemon.log)")
        }
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        #expect(finals.map(\.num).reduce(0, +) == 10, "\(finals.map(\.num))")
    }

    @Test func `an input that is taken out of the settings stands still until it is given back`()
        throws
    {
        var scene = try Self.days("taken-out", idle: "1h")
        let (first, second) = ("\(scene.name)-1", "\(scene.name)-2")
        let both = "[{topic: \(first), source: test}, {topic: \(second), source: test}]"
        scene.sections["inputs"] = both
        try Self.write(0..<2, to: scene, "1")
        try Self.write(0..<4, to: scene, "2")
        var daemon = try scene.start()
        try daemon.awaitRecords(6)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        scene.sections["inputs"] = "[{topic: \(second), source: test}]"
        try Self.write(4..<6, to: scene, "1")
        try Self.write(4..<6, to: scene, "2")
        daemon = try scene.start()
        try daemon.awaitLog("\(first) is no input of the settings any more")
        let metrics = try daemon.awaitRecords(8)
        let watermark = metrics.sum("streamgauge_watermark_timestamp_seconds")
        #expect(watermark * 1_000 == Double(Self.time(5) - 600_000), "\(watermark)")
        #expect(daemon.stop() == 0, "\(daemon.log)")
        scene.sections["inputs"] = both
        daemon = try scene.start()
        let read = try daemon.awaitRecords(10)
        #expect(read.sum("streamgauge_conservation_violations_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `a deleted topic that the settings name is refused, until they do not`() throws {
        var scene = try Self.days("named", idle: "1h")
        let (first, second) = ("\(scene.name)-1", "\(scene.name)-2")
        scene.sections["inputs"] = "[{topics: [\(first), \(second)], source: test}]"
        try Self.write(0..<2, to: scene, "1")
        try Self.write(0..<4, to: scene, "2")
        var daemon = try scene.start()
        try daemon.awaitRecords(6)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        try scene.broker.deleteTopic(first)
        daemon = try scene.start()
        #expect(daemon.awaitEnd() == 69, "\(daemon.log)")
        #expect(daemon.log.contains("topic \(first) does not exist: create it or correct its name"))
        scene.sections["inputs"] = "[{topic: \(second), source: test}]"
        daemon = try scene.start()
        try daemon.awaitLog("\(first) does not exist any more")
        try Self.end(scene, "2")
        try daemon.awaitRecords(7)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let shown = try scene.run("state", "show")
        #expect(shown.output.contains("\(first)[0]: retired"), "\(shown.output)")
    }

    @Test func `one that is deleted while it is read keeps no commit from being written`() throws {
        let scene = try Self.days("gone-running", idle: "1h")
        try Self.write(0..<2, to: scene, "1")
        try Self.write(0..<4, to: scene, "2")
        let daemon = try scene.start()
        try daemon.awaitRecords(6)
        try scene.broker.deleteTopic("\(scene.name)-1")
        try Self.write(4..<6, to: scene, "2")
        try daemon.awaitLog("\(scene.name)-1 does not exist any more")
        try daemon.awaitRecords(8)
        // The other one goes on, and moves the watermark.
        try scene.broker.createTopic("\(scene.name)-1", configuration: ["retention.ms": "-1"])
        try Self.write(6..<9, to: scene, "1")
        try daemon.awaitRecords(11)
        try Self.end(scene, "1")
        try Self.end(scene, "2")
        let metrics = try daemon.awaitRecords(13)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(metrics.sum("streamgauge_lost_records_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        #expect(finals.map(\.num).reduce(0, +) == 11, "\(finals.map(\.num))")
        #expect(Set(finals.map(\.window.start)).count == finals.count, "each window once")
    }

    /// Two topics that a pattern finds.
    private static func days(_ name: String, idle: String) throws -> Scene {
        var scene = try Scene(name, partitions: 0)
        scene.sections["inputs"] = "[{pattern: \"^\(name)-[0-9]$\", source: test}]"
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1h]}]"
        scene.sections["time"] = "{out_of_orderness: 10m, idle: \(idle)}"
        for day in 1...2 {
            try scene.broker.createTopic("\(name)-\(day)", configuration: ["retention.ms": "-1"])
        }
        return scene
    }

    private static func time(_ hour: Int) -> Int64 {
        Scene.midnight + Int64(hour) * 3_600_000 + 1_800_000
    }

    /// Writes a page view in each of these hours.
    private static func write(_ hours: Range<Int>, to scene: Scene, _ day: String) throws {
        try scene.broker.writer("\(scene.name)-\(day)").write(
            hours.map { hour in
                TopicRecord(
                    partition: 0,
                    timestamp: time(hour),
                    text: #"{"type":"page_view","time":\#(time(hour)),"anonymous":"a\#(day)"}"#
                )
            }
        )
    }

    private static func end(_ scene: Scene, _ day: String) throws {
        let records = StoryRecords.end(after: time(12))
        try scene.broker.writer("\(scene.name)-\(day)").write(records)
    }

    /// Each hour has one final, with its one event.
    private static func expectHours(
        _ hours: Range<Int>,
        of scene: Scene,
        complete: Range<Int>?
    ) throws {
        let snapshots = try SnapshotRecord.all(in: scene.output())
        for hour in hours {
            let start = Scene.midnight + Int64(hour) * 3_600_000
            let finals = snapshots.filter { $0.window.start == start }
            #expect(finals.map(\.num) == [1], "hour \(hour)")
            if let complete {
                #expect(finals.first?.complete == complete.contains(hour), "hour \(hour)")
            }
        }
        if complete == nil { #expect(snapshots.contains { !$0.complete }) }
    }
}
