// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That receivers hear of rules as they hear of targets.
@Suite(.serialized) struct RulePushTests {
    /// Page views of some hours, of one country.
    private func records(_ hours: Range<Int>, views: (Int) -> Int) -> [TopicRecord] {
        hours.flatMap { Scene.pageViews(views($0), in: $0, country: "IT") }
    }

    @Test
    func `Alertmanager and a webhook know a rule's alert through a kill, and that it is over`()
        throws
    {
        let folder = try TemporaryFolder("rule-alertmanager")
        let alertmanager = try AlertmanagerProcess(in: folder.url)
        let server = try ScriptedServer()
        defer { server.stop() }
        let secret = folder.url.appendingPathComponent("secret")
        try "kept between us\n".write(to: secret, atomically: true, encoding: .utf8)
        var scene = try Scene("push-rule")
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[{id: web.pageviews, by: [[country]]}]"
        scene.sections["alerts"] = """
            {topic: push-rule-alerts, alertmanager: ["\(alertmanager.url)"],
              webhook: [{url: "http://127.0.0.1:\(server.port)/hook", secret_file: \(secret.path)}],
              rules: [{name: few-views, kpi: web.pageviews, by: [country], below: 5, for: 2h,
                severity: warn}]}
            """
        try scene.write(records(0..<30) { $0 < 10 ? 12 : 2 })
        let first = try scene.start()
        func firing(of daemon: Daemon) throws -> [String: Any] {
            try Patience.wait(for: "the alert at Alertmanager") {
                guard daemon.isRunning else { throw Daemon.Ended(description: daemon.log) }
                return alertmanager.alerts()?.first
            }
        }
        let told = try firing(of: first)
        #expect(
            told["labels"] as? [String: String] == [
                "alertname": "few-views", "application": "push-rule", "kpi": "web.pageviews",
                "severity": "warn", "window": "1h", "dim_country": "IT",
            ]
        )
        #expect(told["startsAt"] as? String == "2025-06-15T12:00:00.000Z")
        #expect(
            (told["annotations"] as? [String: String])?["summary"]
                == #"web.pageviews (country=IT) is 2, rule few-views {"below":5,"for":2}: "#
                + "warn since 2025-06-15T12:00:00.000Z, window 1h"
        )
        first.kill()

        let second = try scene.start()
        let before = told["updatedAt"] as? String ?? ""
        let again = try Patience.wait(for: "the alert to be told again; \(second.log)") {
            let alert = try firing(of: second)
            return alert["updatedAt"] as? String ?? "" > before ? alert : nil
        }
        #expect(again["startsAt"] as? String == "2025-06-15T12:00:00.000Z")
        try scene.write(records(30..<60) { _ in 12 })
        try Patience.wait(for: "the alert to be over; \(second.log)") {
            alertmanager.alerts()?.isEmpty == true ? true : nil
        }
        try second.awaitMetrics("everything to be told") {
            $0.all("streamgauge_alert_push_queue").allSatisfy { $0.value == 0 }
        }
        #expect(second.stop() == 0, "\(second.log)")

        let topic = try scene.broker.reader("push-rule-alerts").readAll().compactMap(\.text)
        #expect(topic.count == 2 && topic[0].contains(#""name":"few-views","status":"firing""#))
        var ids: Set<String> = []
        let bodies = try server.requests.compactMap { request -> String? in
            let id = try #require(request.headers["idempotency-key"])
            return ids.insert(id).inserted ? String(decoding: request.body, as: UTF8.self) : nil
        }
        #expect(bodies == topic)
    }
}
