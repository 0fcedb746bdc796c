// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import TestSupport
import Testing

/// Events in, snapshots out, against the model: the real broker, the real program.
@Suite(.serialized) struct SnapshotTests {
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    /// Input partitions and aggregator threads.
    @Test(arguments: [(1, 0), (2, 0), (1, 1)] as [(Int32, Int)])
    func `every snapshot on the output topic equals the model`(
        partitions: Int32,
        threads: Int
    ) throws {
        var scene = try Scene("model-\(partitions)-\(threads)", partitions: partitions)
        scene.sections["threads"] = "{aggregate: \(threads)}"
        scene.sections["windows"] = "[6h, 1d, 1w]"
        // The longest wait of a KPI is for the revenue of a customer's first 90 days.
        var records = StoryRecords.records(seed: 4, partitions: partitions, quietDays: 130)
        records.insert(Self.crawler(at: Scene.midnight), at: 1)
        try scene.write(records)
        var oracle = try Oracle(
            windows: [.tumbling(6 * Self.hour), .tumbling(Self.day), .week],
            partitions: Int(partitions)
        )
        oracle.feed(records)
        oracle.close()
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(records.count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let snapshots = try SnapshotRecord.all(in: scene.output())
        #expect(Set(snapshots.map(\.kpi)) == Set(oracle.plan.kpis.map(\.id)))
        #expect(snapshots.count { $0.num > 0 } > 1_000)
        #expect(oracle.differences(from: snapshots) == [])
        #expect(snapshots.filter { !$0.complete || $0.closed != nil } == [])
        check(metrics, oracle, records: records.count)
    }

    /// The daemon's own counts are those of the model.
    private func check(_ metrics: Metrics, _ oracle: Oracle, records: Int) {
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(metrics.sum("streamgauge_records_total") == Double(records))
        func events(_ outcome: String) -> Int {
            Int(metrics.sum("streamgauge_events_total", ["outcome": outcome]))
        }
        #expect(events("counted") == oracle.count(.counted))
        #expect(events("duplicate") == oracle.count(.duplicate))
        #expect(events("filtered") == oracle.count(.filtered))
        #expect(events("late") == oracle.count(.late))
        #expect(oracle.count(.duplicate) > 0 && oracle.count(.filtered) > 0)
        let rejected = oracle.count(.rejected("bad_time")) + oracle.rejections
        #expect(Int(metrics.sum("streamgauge_rejected_total")) == rejected && rejected > 0)
    }

    @Test func `series by dimensions equal the model, one takes what finds no place`() throws {
        var scene = try Scene("dimensions")
        scene.sections["limits"] = "{dimension_values: 3}"
        scene.sections["kpis"] = """
            [web.pageviews, {id: email.ctr, by: [[campaign], [campaign, country]], \
            windows: [1h, 1d], expect: [{campaign: never}]}, {id: web.bounce_rate, by: [[country]]}]
            """
        let email = KPISelection(
            "email.ctr",
            by: [["campaign"], ["campaign", "country"]],
            windows: [.tumbling(Self.hour), .tumbling(Self.day)],
            expect: [["campaign": "never"]]
        )
        let bounce = KPISelection("web.bounce_rate", by: [["country"]])
        let records = StoryRecords.records(seed: 9)
        try scene.write(records)
        var oracle = try Oracle(
            [KPISelection("web.pageviews"), email, bounce],
            valueLimit: 3,
            expected: ["campaign": "never"]
        )
        oracle.feed(records)
        oracle.close()
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let written = try scene.output()
        let snapshots = try SnapshotRecord.all(in: written)
        #expect(oracle.differences(from: snapshots) == [])
        // The comparison sees a single record that is missing.
        var lessOne = snapshots
        lessOne.remove(at: try #require(snapshots.firstIndex { $0.num > 0 }))
        #expect(oracle.differences(from: lessOne).count == 1)
        #expect(snapshots.contains { $0.overflow == true && $0.num > 0 })
        #expect(snapshots.contains { $0.dims == ["campaign": "never"] && $0.value == nil })
        try checkForm(of: written, snapshots, scene)
    }

    /// Schema, key, headers and place of records.
    private func checkForm(
        of records: [TopicRecord],
        _ snapshots: [SnapshotRecord],
        _ scene: Scene
    ) throws {
        #expect(try Judges.schemaComplaints(about: records, folder: scene.folder) == "")
        for (record, snapshot) in zip(records, snapshots) {
            let dims = snapshot.dims.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let series = [
                scene.name, snapshot.kpi, snapshot.definition, snapshot.window.size,
                dims.joined(separator: ","),
            ].joined(separator: "|")
            #expect(record.keyText == "\(series)|\(snapshot.window.start)")
            let bytes = Array(series.utf8)
            let place = unsafe Murmur2.partition(forKey: bytes.span.bytes, of: 3)
            #expect(record.partition == place)
            let headers = [
                KafkaHeader(name: "kind", text: snapshot.kind),
                KafkaHeader(name: "kpi", text: snapshot.kpi),
                KafkaHeader(name: "content-type", text: "application/json"),
            ]
            #expect(record.headers == headers)
        }
        #expect(Set(records.map(\.partition)).count > 1)
    }

    @Test func `a late event revises a final that is already on the topic`() throws {
        var scene = try Scene("revisions")
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        let begin = Scene.midnight + Self.hour
        let steps = [
            [
                view(at: begin, "1"), view(at: begin + 59_999, "2"),
                view(at: begin + 14 * 60_000, "3"),
            ],
            [view(at: begin + 30_000, "4")],
            StoryRecords.end(after: begin),
        ]
        var oracle = try Oracle([KPISelection("web.pageviews", windows: [.tumbling(Self.minute)])])
        // Where every partition is empty, time would begin with the clock.
        try scene.write(steps[0])
        let daemon = try scene.start()
        var count = 0
        for (number, step) in steps.enumerated() {
            if number > 0 { try scene.write(step) }
            oracle.feed(step)
            oracle.close()
            count += step.count
            try daemon.awaitRecords(count)
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let written = try scene.output()
        let snapshots = try SnapshotRecord.all(in: written)
        #expect(oracle.differences(from: snapshots) == [])
        let told = snapshots.filter { $0.window.start == begin }
        #expect(told.map(\.kind) == ["final", "revision"])
        #expect(told.map(\.num) == [2, 3])
        #expect(told.map(\.revision) == [0, 1])
        #expect(try Judges.schemaComplaints(about: written, folder: scene.folder) == "")
    }

    @Test func `early values go to their own topic and validate`() throws {
        var scene = try Scene("early")
        scene.sections["output"] = """
            {topic: early-out, early_topic: early-early, every: 100ms, partitions: 1, \
            replication: 1}
            """
        try scene.write([view(at: Scene.midnight, "1"), view(at: Scene.midnight + 1, "2")])
        let daemon = try scene.start()
        let early = try Patience.wait(for: "early values of all page views") {
            try daemon.awaitRecords(2)
            let records = try scene.broker.reader("early-early").readAll()
            let views = try SnapshotRecord.all(in: records).filter { $0.kpi == "web.pageviews" }
            return views.contains { $0.num == 2 } ? records : nil
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(Set(try SnapshotRecord.all(in: early).map(\.kind)) == ["early"])
        #expect(try Judges.schemaComplaints(about: early, folder: scene.folder) == "")
        #expect(try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 } == [])
    }

    /// A page view that no person caused.
    private static func crawler(at time: Int64) -> TopicRecord {
        let text = #"{"type":"page_view","time":\#(time),"id":"crawler","human":false}"#
        return TopicRecord(partition: 0, timestamp: time, text: text)
    }

    private func view(at time: Int64, _ id: String) -> TopicRecord {
        let text = #"{"type":"page_view","time":\#(time),"id":"\#(id)","anonymous":"a"}"#
        return TopicRecord(partition: 0, timestamp: time, text: text)
    }
}
