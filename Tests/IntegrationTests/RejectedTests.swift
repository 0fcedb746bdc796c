// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// Bad input, record by record and beside good events.
@Suite(.serialized) struct RejectedTests {
    private static let time = Scene.midnight

    /// A record, the elements of it that must be rejected, and how many of it are counted.
    private struct Sample {
        var value: [UInt8]?
        /// By number of the element; nil: the record as a whole.
        var rejected: [(index: Int?, reason: String, bytes: [UInt8])] = []
        var counted = 0

        /// Bad as a whole.
        static func bad(_ reason: String, _ text: String) -> Sample {
            Sample(bytes: Array(text.utf8), reason)
        }

        init(bytes: [UInt8], _ reason: String) {
            value = bytes
            rejected = [(0, reason, bytes)]
        }

        init(value: [UInt8]?) { self.value = value }

        /// A bad element between two good ones.
        init(_ reason: String, _ bad: String, between good: (String, String), _ form: [String]) {
            value = Array((form[0] + good.0 + form[1] + bad + form[1] + good.1 + form[2]).utf8)
            rejected = [(1, reason, Array(bad.utf8))]
            counted = 2
        }
    }

    /// The whole list, each made once.
    private static var samples: [Sample] {
        let head = #""type":"page_view","time":\#(time)"#
        var samples: [Sample] = [
            .bad("json", #"{"type":"page_view","time":"#),
            .bad("json", "<html></html>"),
            .bad("json", #"{\#(head),"value":NaN}"#),
            .bad("json", "7"),
            .bad("type", #"{"type":5,"time":\#(time)}"#),
            .bad("time", #"{"type":"page_view","time":true}"#),
            .bad("field", #"{\#(head),"user":7}"#),
            .bad("type", #"{"time":\#(time)}"#),
            .bad("time", #"{"type":"page_view"}"#),
            .bad("time", #"{"type":"page_view","time":"yesterday"}"#),
            .bad("field", #"{\#(head),"type":"order"}"#.replacing("page_view", with: "lead")),
            .bad("field", #"{\#(head),"value":1e308}"#),
            .bad("field", #"{\#(head),"value":"NaN"}"#),
            .bad("json", #"{\#(head),"x":"# + String(repeating: "[", count: 10_000)),
            .bad("json", "{\(head),\"x\":\"a\0b\"}"),
            .bad("bad_time", #"{"type":"page_view","time":0}"#),
            .bad("bad_time", #"{"type":"page_view","time":"2100-01-01T00:00:00Z"}"#),
            .bad("size", #"{\#(head),"x":""# + String(repeating: "x", count: 1_200_000) + "\"}"),
            Sample(bytes: Array("{\(head),\"user\":\"".utf8) + [0xC3, 0x28, 0x22, 0x7D], "utf8"),
            Sample(value: nil),
            Sample(value: []),
            Sample(value: Array(" \n".utf8)),
        ]
        var large = Sample(value: Array(view("large", String(repeating: "y", count: 900_000)).utf8))
        large.counted = 1
        samples.append(large)
        let bad = [
            ("field", #"{\#(head),"user":7}"#), ("time", #"{"type":"page_view","time":[]}"#),
            ("json", #"{"type":oops,"time":1}"#), ("bad_time", #"{"type":"page_view","time":1}"#),
            ("json", "12"),
        ]
        for (number, (reason, text)) in bad.enumerated() {
            for (name, form) in [("array", ["[", ",", "]"]), ("lines", ["", "\n", ""])] {
                let good = (view("\(name)\(number)a"), view("\(name)\(number)b"))
                samples.append(Sample(reason, text, between: good, form))
            }
        }
        return samples
    }

    private static func view(_ id: String, _ rest: String = "") -> String {
        #"{"type":"page_view","time":\#(time),"id":"\#(id)","anonymous":"a","rest":"\#(rest)"}"#
    }

    @Test func `bad input is rejected once with its reason, its neighbors are counted`() throws {
        var scene = try Scene("bad-input", partitions: 0)
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        try scene.broker.createTopic(
            scene.name,
            configuration: ["retention.ms": "-1", "max.message.bytes": "4000000"]
        )
        let samples = Self.samples
        let records = samples.enumerated().map { number, sample in
            TopicRecord(
                partition: 0,
                timestamp: Self.time + Int64(number),
                key: Array("key \(number)".utf8),
                value: sample.value
            )
        }
        let writer = try scene.broker.writer(
            scene.name,
            properties: ["message.max.bytes": "4000000"]
        )
        try writer.write(records + StoryRecords.end(after: Self.time))
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(records.count + 1)
        try daemon.awaitLog("reason=bad_time")
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let told = daemon.log.split(separator: "\n").filter { $0.contains("input is rejected") }
        #expect(told.count >= 7)
        #expect(told.allSatisfy { $0.contains("topic=\(scene.name) partition=0") }, "\(told)")
        try check(scene.rejected(), samples, scene)
        check(metrics, samples)
        let finals = try SnapshotRecord.all(in: scene.output())
        let counted = samples.reduce(0) { $0 + $1.counted }
        #expect(finals.filter { $0.num > 0 }.map(\.num) == [Double(counted)])
    }

    /// What the rejected topic holds.
    private func check(_ found: [TopicRecord], _ samples: [Sample], _ scene: Scene) throws {
        var told: [String: [TopicRecord]] = [:]
        for record in found {
            let offset = try #require(header("offset", record))
            told["\(offset) \(header("index", record) ?? "-")", default: []].append(record)
        }
        for (number, sample) in samples.enumerated() {
            for (index, reason, bytes) in sample.rejected {
                let start = String(decoding: bytes.prefix(60), as: UTF8.self)
                let places = ["\(number) \(index ?? 0)", "\(number) -"]
                let records = places.flatMap { told.removeValue(forKey: $0) ?? [] }
                #expect(records.count == 1, "\(start)")
                guard let record = records.first else { continue }
                #expect(header("reason", record) == reason, "\(start)")
                let length = min(bytes.count, 900_000)
                #expect(record.value == Array(bytes.prefix(length)), "\(start)")
                let whole = length < bytes.count ? "\(bytes.count)" : nil
                #expect(header("truncated", record) == whole)
                #expect(record.keyText == "key \(number)")
                #expect(header("timestamp", record) == "\(Self.time + Int64(number))")
                #expect(header("topic", record) == scene.name)
                #expect(header("partition", record) == "0")
                #expect(header("error", record)?.hasSuffix(".") == true)
            }
        }
        #expect(told.keys.sorted() == [], "rejected without cause")
    }

    /// What went in comes out: counted by different stages.
    private func check(_ metrics: Metrics, _ samples: [Sample]) {
        func records(_ outcome: String) -> Int {
            Int(metrics.sum("streamgauge_records_total", ["outcome": outcome]))
        }
        func events(_ outcome: String) -> Int {
            Int(metrics.sum("streamgauge_events_total", ["outcome": outcome]))
        }
        let rejected = samples.reduce(0) { $0 + $1.rejected.count }
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(records("empty") == samples.count { $0.rejected.isEmpty && $0.counted == 0 })
        #expect(records("decoded") + records("empty") + records("rejected") == samples.count + 1)
        #expect(events("counted") == samples.reduce(0) { $0 + $1.counted })
        #expect(events("filtered") == 1 && events("late") == 0 && events("duplicate") == 0)
        #expect(events("rejected") + records("rejected") == rejected)
        for reason in ["json", "utf8", "type", "time", "field", "size", "bad_time"] {
            let expected = samples.flatMap(\.rejected).count { $0.reason == reason }
            let found = metrics.sum("streamgauge_rejected_total", ["reason": reason])
            #expect(Int(found) == expected && expected > 0, "\(reason)")
        }
    }

    private func header(_ name: String, _ record: TopicRecord) -> String? {
        let values = record.headers.filter { $0.name == "streamgauge." + name }
        return values.first?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
