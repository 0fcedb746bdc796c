// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// What is around events in real topics: headers with an envelope, and compressed values.
@Suite(.serialized) struct EnvelopeTests {
    private static let json = KafkaHeader(name: "content-type", text: "application/json")
    private static let whole = KafkaHeader(
        name: "Content-Type",
        text: "application/cloudevents+json; charset=UTF-8"
    )

    /// The attributes of a page seen at 10:00.
    private static func headers(
        _ id: String,
        time: String = "2025-06-15T10:00:00Z"
    ) -> [KafkaHeader] {
        [
            ("ce_specversion", "1.0"), ("ce_id", id), ("ce_source", "/web"),
            ("ce_type", "com.shop.page"), ("ce_time", time), ("ce_traceparent", "00-\(id)"),
        ].map { KafkaHeader(name: $0.0, text: $0.1) } + [json]
    }

    private static func structured(_ id: String, _ data: String = "{}") -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/web","type":"com.shop.page","#
            + #""time":"2025-06-15T10:00:00Z","data":\#(data)}"#
    }

    private static func record(
        _ value: [UInt8]?,
        _ headers: [KafkaHeader] = [],
        hour: Int64 = 10
    ) -> TopicRecord {
        TopicRecord(
            partition: 0,
            timestamp: Scene.midnight + hour * 3_600_000,
            key: Array("key".utf8),
            value: value,
            headers: headers
        )
    }

    /// Without a rack the daemon reads brokers by itself, with one the library does.
    @Test(arguments: [false, true])
    func `envelopes in headers and compressed values are counted, bad ones can be sent again`(
        isLibrary: Bool
    ) throws {
        var scene = try Scene("envelope-\(isLibrary)")
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        scene.sections["inputs"] =
            "[{topic: \(scene.name), source: test, format: cloudevents, data: native}]"
        if isLibrary {
            scene.sections["kafka"]?.removeLast()
            scene.sections["kafka"]? += ", client.rack: a}"
        }
        let data = Array(#"{"anonymous":"a","object":"/p"}"#.utf8)
        let list =
            "[\(Self.structured("l1")),\(Self.structured("l2", "7")),\(Self.structured("l3"))]"
        let late = Self.record(data, Self.headers("late", time: "noon"))
        let cut = Self.record(Array(Packing.gzip(data).dropLast(3)), Self.headers("cut"))
        let packedList = Self.record(Packing.gzip(Array(list.utf8)), [Self.whole])
        let records = [
            Self.record(data, Self.headers("b1")),
            // The same event again, in the other mode: a duplicate.
            Self.record(Array(Self.structured("b1").utf8), [Self.whole]),
            Self.record(nil, Self.headers("b2")),
            Self.record(nil),
            Self.record(Packing.gzip(data), Self.headers("b3")),
            Self.record(Packing.zstd(Array(Self.structured("s1").utf8))),
            late, cut, packedList,
            Self.record(
                Array(
                    #"{"id":"end","source":"/","type":"rank","time":"2025-06-24T00:00:00Z"}"#.utf8
                ),
                hour: 9 * 24
            ),
        ]
        try scene.write(records)
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(records.count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output())
        #expect(finals.filter { $0.num > 0 }.map(\.num) == [6], "b1 b2 b3 s1 l1 l3")
        for (outcome, expected) in [("decoded", 7.0), ("empty", 1), ("rejected", 2)] {
            #expect(metrics.sum("streamgauge_records_total", ["outcome": outcome]) == expected)
        }
        #expect(metrics.sum("streamgauge_events_total", ["outcome": "duplicate"]) == 1)
        #expect(metrics.sum("streamgauge_rejected_total", ["reason": "compression"]) == 1)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        let rejected = try scene.rejected()
        try #require(rejected.count == 3)
        for (found, (sent, reason)) in zip(rejected, [(late, "time"), (cut, "compression")]) {
            #expect(found.value == sent.value && found.key == sent.key)
            #expect(found.headers.filter { !$0.name.hasPrefix("streamgauge.") } == sent.headers)
            #expect(text("reason", found) == reason)
        }
        #expect(text("error", rejected[0]) == "The header 'ce_time' is not a time (RFC 3339).")
        #expect(rejected[2].text == Self.structured("l2", "7"))
        #expect(rejected[2].headers.first == Self.whole && text("index", rejected[2]) == "1")
    }

    private func text(_ name: String, _ record: TopicRecord) -> String? {
        let values = record.headers.filter { $0.name == "streamgauge." + name }
        return values.first?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
