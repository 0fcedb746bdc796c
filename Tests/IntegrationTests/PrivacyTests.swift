// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pipeline
import TestSupport
import Testing

/// That nothing which names a person leaves the process, but for records that could not be read: those
/// stand on the rejected topic as they came.
@Suite(.serialized) struct PrivacyTests {
    /// What stands in every id, and an address of the network.
    private static let secrets = ["geheim", "203.0.113.77"]

    private static let inputs = """
        [{topic: privacy, source: web}, {topic: privacy-mail, source: mail, format: sendgrid}, \
        {topic: privacy-calls, source: calls, format: segment}]
        """

    private func scene() throws -> Scene {
        var scene = try Scene("privacy")
        scene.sections["inputs"] = Self.inputs
        scene.sections["windows"] = "[1h, 1d]"
        scene.sections["alerts"] = "{topic: privacy-alerts}"
        scene.sections["output"] = """
            {topic: privacy-out, early_topic: privacy-early, every: 100ms, partitions: 1, \
            replication: 1, transitions_topic: privacy-ways}
            """
        scene.sections["kpis"] = """
            [{id: web.visits, by: [[country]], target: {value: 1000, warn: 900, breach: 800, hold: 1}}, \
            web.visitors, web.pageviews, web.bounce_rate, web.top_pages, web.top_entry_pages, \
            email.open_rate, email.ctr, app.active_users, cx.nps, journey.visibility]
            """
        for topic in ["privacy-mail", "privacy-calls"] {
            try scene.broker.createTopic(topic, configuration: ["retention.ms": "-1"])
        }
        return scene
    }

    /// Events of a person that say who it is in each way that a format has.
    private func write(_ scene: Scene) throws -> Int {
        let types = ["page_view", "interaction", "lead", "order", "app_open", "survey_answered"]
        var (own, mails, calls): ([TopicRecord], [TopicRecord], [TopicRecord]) = ([], [], [])
        for number in 0..<120 {
            let time = Scene.midnight + Int64(number) * 300_000
            func record(_ text: String) -> TopicRecord {
                TopicRecord(partition: 0, timestamp: time, text: text)
            }
            let channel = ["app_open": "app", "survey_answered": "feedback"]
            let type = types[number % types.count]
            own.append(
                record(
                    """
                    {"type":"\(type)","channel":"\(channel[type] ?? "web")","time":\(time),\
                    "id":"geheim-event-\(number)","user":"geheim-user-\(number % 9)",\
                    "anonymous":"geheim-anonymous-\(number % 13)","device":"geheim-device-\(number)",\
                    "session":"geheim-session-\(number % 13)","country":"de","score":9,"scale":10,\
                    "ip":"203.0.113.77","object":"/page-\(number % 5)"}
                    """
                )
            )
            let event = ["processed", "delivered", "open", "click"][number % 4]
            mails.append(
                record(
                    """
                    {"email":"geheim-\(number / 4)@shop.example","timestamp":\(time / 1_000),\
                    "event":"\(event)","sg_event_id":"geheim-\(number)","ip":"203.0.113.77",\
                    "sg_message_id":"geheim-message-\(number / 4).filter1.0","user_id":"geheim-user-1",\
                    "url":"https://shop.example/?u=geheim"}
                    """
                )
            )
            calls.append(
                record(
                    """
                    {"type":"page","messageId":"geheim-call-\(number)","userId":"geheim-user-\(number % 9)",\
                    "anonymousId":"geheim-anonymous-\(number % 13)",\
                    "timestamp":"\(Date(timeIntervalSince1970: Double(time) / 1_000).ISO8601Format())",\
                    "context":{"ip":"203.0.113.77","userAgent":"Geheim/1.0",\
                    "traits":{"email":"geheim@shop.example"}},\
                    "properties":{"url":"https://shop.example/start?mail=geheim@shop.example#geheim",\
                    "path":"/start","referrer":"https://mail.example/?box=geheim"}}
                    """
                )
            )
        }
        own.append(TopicRecord(partition: 0, timestamp: Scene.midnight, text: #"{"user":"geheim-"#))
        let end = StoryRecords.end(after: Scene.midnight + 120 * 300_000)
        try scene.write(own + end)
        try scene.broker.writer("privacy-mail").write(mails)
        try scene.broker.writer("privacy-calls").write(calls)
        return own.count + end.count + mails.count + calls.count
    }

    /// Everything that anybody can get to see, by where it is seen.
    private func seen(_ scene: Scene, _ daemon: Daemon) throws -> [String: String] {
        var seen: [String: String] = [:]
        let catalogue = try #require(try daemon.get("/api/v1/kpis"))
        var paths = [
            "/", "/metrics", "/readyz?verbose", "/api/v1/kpis", "/api/v1/alerts",
            "/api/v1/snapshot",
            "/api/v1/status",
        ]
        paths += catalogue.matches(of: /"id":"([a-z0-9_.]+)"/).flatMap { match in
            ["1h", "1d"].map { "/api/v1/kpis/\(match.1)?window=\($0)&limit=2000&series=200" }
        }
        for path in paths {
            // Not each KPI has each window.
            if let text = try daemon.get(path) { seen[path] = text }
        }
        return seen
    }

    private func told(_ scene: Scene) throws -> [String: String] {
        var told: [String: String] = [:]
        for topic in ["out", "early", "alerts", "ways"] {
            let records = try scene.broker.reader("privacy-" + topic).readAll()
            #expect(!records.isEmpty, "\(topic)")
            told[topic] = records.map { ($0.keyText ?? "") + ($0.text ?? "") }.joined()
        }
        for record in try scene.broker.reader("privacy-state").readAll() {
            // What cannot be read as text differs in every byte of an id, too.
            let content = try StateRecord.read(record.value ?? []).content
            told["state", default: ""] += String(decoding: content, as: UTF8.self)
        }
        return told
    }

    @Test func `no id of a person is in topics, state, answers or the log`() throws {
        let scene = try scene()
        let count = try write(scene)
        let daemon = try scene.start()
        try daemon.awaitRecords(count)
        var seen = try seen(scene, daemon)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        seen["log"] = daemon.log
        seen.merge(try told(scene)) { first, _ in first }
        #expect(seen.count > 20)
        // So what was looked through has content: names that are no ids are there.
        #expect(seen["state"]?.contains("/page-3") == true)
        #expect(seen["out"]?.contains("web.top_pages") == true)
        for (place, text) in seen {
            let small = text.lowercased()
            for secret in Self.secrets {
                let found = small.range(of: secret)
                let context = found.map { small[$0.lowerBound...].prefix(80) } ?? ""
                #expect(found == nil, "\(place): \(context)")
            }
        }
        let rejected = try scene.rejected()
        #expect(rejected.count == 1)
        #expect(rejected.first?.text == #"{"user":"geheim-"#)
    }
}
