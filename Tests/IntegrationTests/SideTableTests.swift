// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// A side topic of a broker that lends a dimension to events.
@Suite(.serialized) struct SideTableTests {
    private static let time = Scene.midnight

    private func view(_ id: Int, at time: Int64, _ members: String) -> TopicRecord {
        TopicRecord(
            partition: 0,
            timestamp: time,
            text: #"{"type":"page_view","time":\#(time),"id":"\#(id)",\#(members)}"#
        )
    }

    @Test(arguments: [0, 1])
    func `events are grouped by what a side topic says of their user`(aggregators: Int) throws {
        var scene = try Scene("side-table-\(aggregators)")
        let side = "\(scene.name)-crm"
        scene.sections["kpis"] = "[{id: web.pageviews, by: [[persona]], windows: [1m]}]"
        scene.sections["tables"] = "{crm: {topic: \(side), key: user, fields: [persona]}}"
        scene.sections["threads"] = "{aggregate: \(aggregators)}"
        try scene.broker.createTopic(
            side,
            partitionCount: 2,
            configuration: ["retention.ms": "-1"]
        )
        let time = Self.time
        let persons: [(String?, String?, Int64)] = [
            ("u1", #"{"persona":"private"}"#, time - 60_000),
            ("u1", #"{"persona":"business"}"#, time + 60_000),
            ("u2", #"{"persona":"private"}"#, time - 60_000),
            ("u2", nil, time - 50_000),
            (nil, #"{"persona":"lost"}"#, time),
        ]
        try scene.broker.writer(side)
            .write(
                persons.map { key, value, time in
                    TopicRecord(
                        partition: key == "u1" ? 1 : 0,
                        timestamp: time,
                        key: key.map { Array($0.utf8) },
                        value: value.map { Array($0.utf8) }
                    )
                }
            )
        let events = [
            view(1, at: time + 1_000, #""user":"u1""#),
            view(2, at: time + 61_000, #""user":"u1""#),
            view(3, at: time + 61_000, #""user":"u1","persona":"own""#),
            view(4, at: time + 61_000, #""user":"u2""#),
        ]
        try scene.write(events + StoryRecords.end(after: time))
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(persons.count + events.count + 1)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(metrics.sum("streamgauge_records_total", ["topic": side]) == 5)
        let bad = ["topic": side, "reason": "key"]
        #expect(metrics.sum("streamgauge_rejected_total", bad) == 1)
        #expect(metrics.sum("streamgauge_table_entries", ["table": "table_entries"]) == 1)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        let found: [String] = finals.compactMap { final in
            let minute = (final.window.start - time) / 60_000
            return final.dims["persona"].map { "\($0) \(minute) \(final.num)" }
        }
        for expected in ["private 0 1.0", "business 1 1.0", "own 1 1.0"] {
            #expect(found.contains(expected), "\(expected) in \(found)")
        }
        #expect(!found.contains { $0.hasPrefix("lost") || $0.hasPrefix("private 1") })
        let rejected = try scene.rejected()
        #expect(rejected.count == 1 && rejected.first?.text == #"{"persona":"lost"}"#)
        let topics = rejected.flatMap(\.headers).filter { $0.name == "streamgauge.topic" }
        #expect(topics.map(\.value) == [Array(side.utf8)])
    }
}
