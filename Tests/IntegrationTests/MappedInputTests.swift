// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// Events of another shape from a broker: ads whose campaigns a side topic knows, as in the Yahoo
/// Streaming Benchmark.
@Suite(.serialized) struct MappedInputTests {
    private static let time = Scene.midnight

    private func event(_ user: Int, _ ad: String, _ type: String, _ time: Int64) -> TopicRecord {
        TopicRecord(
            partition: 0,
            timestamp: time,
            text: #"{"user_id":"u\#(user)","page_id":"p","ad_id":"\#(ad)","ad_type":"banner","#
                + #""event_type":"\#(type)","event_time":"\#(time)","ip_address":"1.2.3.4"}"#
        )
    }

    @Test func `clicks on ads are grouped by their campaigns, also over a restart`() throws {
        var scene = try Scene("mapped-ads")
        let side = "\(scene.name)-campaigns"
        scene.sections["inputs"] = """
            [{topic: \(scene.name), source: test, format: mapped, time_unit: ms, \
            fields: {type: event_type, time: event_time, user: user_id, object: ad_id, \
            id_parts: [user_id, page_id, ad_id, event_type, event_time]}, \
            types: {view: impression, click: link_click}}]
            """
        scene.sections["kpis"] = "[{id: social.link_clicks, by: [[campaign]], windows: [1m]}]"
        scene.sections["tables"] = "{ads: {topic: \(side), key: object, fields: [campaign]}}"
        try scene.broker.createTopic(
            side,
            partitionCount: 1,
            configuration: ["retention.ms": "-1"]
        )
        let time = Self.time
        try scene.broker.writer(side)
            .write(
                [("a1", "c1"), ("a2", "c1"), ("a3", "c2")].map { ad, campaign in
                    TopicRecord(
                        partition: 0,
                        timestamp: time - 60_000,
                        key: Array(ad.utf8),
                        value: Array(#"{"campaign":"\#(campaign)"}"#.utf8)
                    )
                }
            )
        let first = [
            event(1, "a1", "click", time + 1_000), event(2, "a1", "view", time + 2_000),
            event(3, "a3", "click", time + 3_000), event(4, "a9", "click", time + 4_000),
        ]
        try scene.write(first)
        let begun = try scene.start("first")
        try begun.awaitRecords(3 + first.count)
        #expect(begun.stop() == 0, "\(begun.log)")
        let second = [
            event(5, "a2", "click", time + 5_000), event(3, "a3", "click", time + 3_000),
            event(6, "a3", "click", time + 61_000),
            TopicRecord(
                partition: 0,
                timestamp: time,
                text: #"{"event_type":"view","event_time":"x"}"#
            ),
        ]
        try scene.write(second + [event(7, "a1", "end", time + 9 * 86_400_000)])
        let daemon = try scene.start("second")
        let metrics = try daemon.awaitRecords(first.count + second.count + 1 + 3)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(daemon.log.contains("goes on from the stored state"))
        let bad = ["topic": scene.name, "reason": "time"]
        #expect(metrics.sum("streamgauge_rejected_total", bad) == 1)
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        let found: [String] = finals.compactMap { final in
            let minute = (final.window.start - time) / 60_000
            return final.dims["campaign"].map { "\($0) \(minute) \(Int(final.num))" }
        }
        #expect(found.sorted() == [" 0 1", "c1 0 2", "c2 0 1", "c2 1 1"], "\(found)")
        let sentences = try scene.rejected().flatMap(\.headers)
            .filter { $0.name == "streamgauge.error" }
            .map { String(decoding: $0.value ?? [], as: UTF8.self) }
        #expect(sentences == ["The field 'event_time' is not a time (milliseconds since 1970)."])
    }
}
