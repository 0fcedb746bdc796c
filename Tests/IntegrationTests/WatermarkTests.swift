// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// Silence and wrong clocks, with real partitions and real time.
@Suite(.serialized) struct WatermarkTests {
    private static let begin = Scene.midnight + 3_600_000

    private func view(at time: Int64, partition: Int32 = 0, received: Int64? = nil) -> TopicRecord {
        let id = "\(partition)-\(time)"
        return TopicRecord(
            partition: partition,
            timestamp: received ?? time,
            text: #"{"type":"page_view","time":\#(time),"id":"\#(id)","anonymous":"a"}"#
        )
    }

    private func scene(_ name: String, partitions: Int32, idle: String) throws -> Scene {
        var scene = try Scene(name, partitions: partitions)
        scene.sections["windows"] = "[1s, 1m]"
        scene.sections["kpis"] = "[web.pageviews]"
        scene.sections["sessions"] = "{engaged_after: 1s}"
        scene.sections["time"] =
            "{out_of_orderness: 1s, idle: \(idle), lateness: {1s: 1s, 1m: 1s}}"
        return scene
    }

    @Test func `a partition that falls silent does not hold windows open`() throws {
        let scene = try scene("silent", partitions: 2, idle: "300ms")
        let begin = Self.begin
        try scene.write([view(at: begin), view(at: begin, partition: 1)])
        let daemon = try scene.start()
        try daemon.awaitRecords(2)
        try scene.write([view(at: begin + 600_000)])
        let snapshots = try Patience.wait(for: "the windows of both partitions to close") {
            let found = try SnapshotRecord.all(in: scene.output())
            return found.contains { $0.window.start == begin + 600_000 && $0.window.size == "1s" }
                ? found : nil
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        // The last window has nothing behind it but time.
        let last = snapshots.filter { $0.window.start == begin + 600_000 && $0.num > 0 }
        #expect(last.map(\.closed) == ["idle"] && last.map(\.num) == [1])
        let first = snapshots.filter { $0.window.start == begin && $0.num > 0 }
        #expect(Set(first.map(\.window.size)) == ["1s", "1m"])
        #expect(first.map(\.num) == [2, 2])
        #expect(Set(snapshots.map(\.key)).count == snapshots.count)
    }

    /// Enqueues a record in the open transaction and waits until the broker has it.
    private func write(
        _ record: TopicRecord,
        _ topic: String,
        _ producer: TransactionalProducer
    ) throws {
        let value = record.value ?? []
        // Sound: bytes of any kind are plain bytes.
        let outcome = try unsafe producer.enqueue(
            topic: topic,
            partition: record.partition,
            key: nil,
            value: value.span.bytes,
            timestamp: record.timestamp,
            tag: 0
        )
        #expect(outcome == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
    }

    @Test(
        arguments: [
            ("begun-before", true, true, ""), ("begun-later", false, false, ""),
            // Which only the client library can do.
            ("library", false, true, "client.rack: a, "),
        ] as [(String, Bool, Bool, String)]
    )
    func `what waits behind an open transaction is no silence`(
        name: String,
        isBegunBefore: Bool,
        commits: Bool,
        property: String
    ) throws {
        var scene = try scene("open-" + name, partitions: 2, idle: "3s")
        scene.sections["kafka"]?.replace("{", with: "{" + property, maxReplacements: 1)
        let begin = Self.begin
        let producer = try TransactionalProducer(
            properties: ["bootstrap.servers": scene.broker.bootstrapServers],
            transactionalID: scene.name + "-input",
            transactionTimeoutMilliseconds: 120_000
        )
        try producer.retrying(until: .now + .seconds(60)) { () throws(TransactionError) in
            try producer.initTransactions()
        }
        try producer.begin()
        func open() throws {
            try write(view(at: begin + 100, partition: 1), scene.name, producer)
            // Written by another one behind it.
            try scene.write([view(at: begin + 200, partition: 1)])
        }
        try scene.write([view(at: begin), view(at: begin, partition: 1)])
        if isBegunBefore { try open() }
        let daemon = try scene.start()
        try daemon.awaitMetrics("what is committed") {
            $0.sum("streamgauge_records_total") == 2
        }
        if !isBegunBefore { try open() }
        try scene.write([view(at: begin + 600_000)])
        // Twice as long as makes a partition idle.
        try daemon.awaitCommits(60)
        #expect(try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 } == [])
        if commits { try producer.commit() } else { try producer.abort() }
        let snapshots = try Patience.wait(for: "the windows to close") {
            let found = try SnapshotRecord.all(in: scene.output())
            return found.contains { $0.window.start == begin && $0.window.size == "1m" }
                ? found : nil
        }
        let metrics = try daemon.metrics()
        #expect(metrics.sum("streamgauge_events_total", ["outcome": "late"]) == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let first = snapshots.filter { $0.window.start == begin && $0.num > 0 }
        #expect(Set(first.map(\.window.size)) == ["1s", "1m"])
        let count = commits ? 4.0 : 3
        #expect(first.map(\.num) == [count, count])
    }

    @Test func `what was written while the process stood still is not late behind it`() throws {
        var scene = try scene("halted", partitions: 2, idle: "2s")
        scene.sections["windows"] = "[1s]"
        scene.sections["time"] = "{out_of_orderness: 1s, idle: 2s, lateness: {1s: 1s}}"
        let begin = Self.begin
        try scene.write([view(at: begin), view(at: begin, partition: 1)])
        let daemon = try scene.start()
        try daemon.awaitRecords(2)
        daemon.halt()
        try scene.write([view(at: begin + 100), view(at: begin + 200, partition: 1)])
        // As long as makes a partition idle, by the clock that goes on.
        let end = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < end { _ = try scene.output() }
        daemon.resume()
        let metrics = try daemon.awaitRecords(4)
        #expect(metrics.sum("streamgauge_events_total", ["outcome": "late"]) == 0)
        let snapshots = try Patience.wait(for: "the window to close") {
            let found = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
            return found.isEmpty ? nil : found
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(snapshots.map(\.num) == [4] && snapshots.map(\.revision) == [0])
    }

    @Test func `an event of the future closes nothing`() throws {
        let scene = try scene("future", partitions: 1, idle: "1h")
        let begin = Self.begin
        let month: Int64 = 30 * 86_400_000
        try scene.write([view(at: begin), view(at: begin + month, received: begin + 1)])
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(2)
        #expect(metrics.sum("streamgauge_rejected_total", ["reason": "bad_time"]) == 1)
        let watermark = metrics.sum("streamgauge_watermark_timestamp_seconds")
        #expect(watermark == Double(begin / 1_000 - 1))
        #expect(try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 } == [])
        try scene.write([view(at: begin + 500), view(at: begin + 600_000)])
        try daemon.awaitRecords(4)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        #expect(finals.map(\.num) == [2, 2])
        #expect(finals.map(\.window.start) == [begin, begin])
    }

    @Test func `time does not begin while a partition has brought no event`() throws {
        let scene = try scene("half-empty", partitions: 2, idle: "1h")
        let begin = Self.begin
        try scene.write([view(at: begin)])
        let daemon = try scene.start()
        try daemon.awaitRecords(1)
        try scene.write([view(at: begin, partition: 1)])
        try daemon.awaitRecords(2)
        try scene.write(StoryRecords.end(after: begin, partitions: 2))
        let metrics = try daemon.awaitRecords(4)
        #expect(metrics.sum("streamgauge_events_total", ["outcome": "late"]) == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        #expect(finals.map(\.num) == [2, 2])
    }
}
