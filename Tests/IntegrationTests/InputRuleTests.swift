// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That rules on the inputs fire and end once each, through a kill.
struct InputRuleTests {
    private func text(_ time: Int64) -> String {
        #"{"type":"page_view","time":\#(time),"anonymous":"a"}"#
    }

    /// The alerts on the topic: name, status and severity.
    private func told(_ scene: Scene) throws -> [String] {
        try scene.broker.reader("\(scene.name)-alerts").readAll().compactMap { record in
            let object = try JSONSerialization.jsonObject(with: Data(record.value ?? []))
            guard let alert = object as? [String: Any] else { return nil }
            #expect(alert["kpi"] is NSNull && alert["snapshot"] is NSNull)
            return "\(alert["name"] ?? "") \(alert["status"] ?? "") \(alert["severity"] ?? "")"
        }
    }

    @Test(arguments: [0, 1])
    func `a stale watermark and rejected records are told once, and that they are over`(
        threads: Int
    ) throws {
        var scene = try Scene("input-rules-\(threads)")
        scene.sections["threads"] = "{aggregate: \(threads)}"
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[web.pageviews]"
        scene.sections["time"] = "{out_of_orderness: 1s, idle: 1s}"
        scene.sections["alerts"] = """
            {topic: \(scene.name)-alerts, rules: [
              {name: old, stale: 1h, for: 10s, severity: warn},
              {name: bad, rejects: 0.5, for: 10s, min_sample: 20},
              {name: behind, lag: 1000000, for: 10s}]}
            """
        let begun = Int64(Date().timeIntervalSince1970 * 1_000)
        try scene.write([TopicRecord(partition: 0, text: text(begun - 10 * 3_600_000))])
        let first = try scene.start()
        try first.awaitLog("reads")
        // Rejected ones come until enough of them fell into one period.
        try Patience.wait(for: "both alerts; \(first.log)") {
            try scene.write((0..<20).map { _ in TopicRecord(partition: 0, text: "no event") })
            return try told(scene).count >= 2 ? true : nil
        }
        first.kill()
        #expect(try told(scene).sorted() == ["bad firing breach", "old firing warn"])

        let second = try scene.start("second")
        let shown = try Patience.wait(for: "the alerts of before") {
            try second.get("/api/v1/alerts").flatMap { $0.contains("\"old\"") ? $0 : nil }
        }
        #expect(shown.contains("\"bad\""))
        try Patience.wait(for: "both to be over; \(second.log)") {
            let now = Int64(Date().timeIntervalSince1970 * 1_000)
            try scene.write((0..<20).map { _ in TopicRecord(partition: 0, text: text(now)) })
            return try told(scene).count >= 4 ? true : nil
        }
        #expect(second.stop() == 0, "\(second.log)")
        #expect(
            try told(scene).sorted() == [
                "bad firing breach", "bad resolved breach", "old firing warn", "old resolved warn",
            ]
        )
    }

    @Test func `a backlog that is read slowly is told as lag, and that it was read`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        // A link that is slow, so that the backlog takes a while: each answer to a fetch comes late.
        let proxy = try broker.proxy { step in
            if step.api == 1, step.isAnswer { Thread.sleep(forTimeInterval: 0.5) }
            return .pass
        }
        defer { proxy.stop() }
        var scene = try Scene("input-lag", broker: broker)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[web.pageviews]"
        scene.sections["time"] = "{out_of_orderness: 1s, idle: 1s}"
        scene.sections["alerts"] = """
            {topic: \(scene.name)-alerts, rules: [{name: behind, lag: 2000, for: 10s, severity: warn}]}
            """
        scene.sections["kafka"] = """
            {bootstrap.servers: "\(proxy.bootstrapServers)", fetch.message.max.bytes: 1024}
            """
        let begun = Int64(Date().timeIntervalSince1970 * 1_000)
        for batch in 0..<50 {
            try scene.write(
                (0..<100).map {
                    TopicRecord(partition: 0, text: text(begun - Int64(batch * 100 + $0)))
                }
            )
        }
        let daemon = try scene.start()
        try daemon.awaitLog("reads")
        try Patience.wait(for: "the lag and its end; \(daemon.log)") {
            try told(scene).count >= 2 ? true : nil
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(try told(scene) == ["behind firing warn", "behind resolved warn"])
    }
}
