// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That receivers hear of alerts, over a real broker, whatever ends the daemon or them.
@Suite(.serialized) struct AlertPushTests {
    /// Page views of some hours, of one country.
    private func records(_ hours: Range<Int>, views: (Int) -> Int) -> [TopicRecord] {
        hours.flatMap { Scene.pageViews(views($0), in: $0, country: "IT") }
    }

    private func scene(_ name: String, _ alerts: String) throws -> Scene {
        var scene = try Scene(name)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = """
            [{id: web.pageviews, by: [[country]], \
            target: {value: 10, warn: 8, breach: 5, hold: 1, min_sample: 0}}]
            """
        scene.sections["alerts"] = alerts
        return scene
    }

    private func texts(_ alert: [String: Any], _ name: String) -> [String: String] {
        alert[name] as? [String: String] ?? [:]
    }

    @Test func `Alertmanager knows one alert through a kill, and that it is over`() throws {
        let folder = try TemporaryFolder("alertmanager")
        let alertmanager = try AlertmanagerProcess(in: folder.url)
        let scene = try scene("push-am", "{alertmanager: [\"\(alertmanager.url)\"]}")
        try scene.write(records(0..<30) { $0 < 10 ? 12 : 2 })
        let first = try scene.start()
        func firing(of daemon: Daemon) throws -> [[String: Any]] {
            try Patience.wait(for: "two alerts at Alertmanager") {
                guard daemon.isRunning else { throw Daemon.Ended(description: daemon.log) }
                return alertmanager.alerts().flatMap { $0.count == 2 ? $0 : nil }
            }
        }
        let told = try firing(of: first).sorted {
            texts($0, "labels").count < texts($1, "labels").count
        }
        let labels = [
            "alertname": "web.pageviews", "application": "push-am", "kpi": "web.pageviews",
            "severity": "breach", "window": "1h",
        ]
        #expect(texts(told[0], "labels") == labels)
        #expect(
            texts(told[1], "labels") == labels.merging(["dim_country": "IT"]) { $1 }
        )
        let notes = texts(told[1], "annotations")
        #expect(
            notes["summary"]
                == "web.pageviews (country=IT) is 2, target 10: breach since "
                + "2025-06-15T11:00:00.000Z, window 1h"
        )
        #expect(notes["definition"]?.isEmpty == false)
        #expect(told[1]["startsAt"] as? String == "2025-06-15T11:00:00.000Z")
        #expect(told[1]["generatorURL"] as? String == "http://127.0.0.1:\(try first.port())/")
        first.kill()

        let second = try scene.start()
        let again = try Patience.wait(for: "the alerts to be told again; \(second.log)") {
            let alerts = try firing(of: second)
            let before = told.compactMap { $0["updatedAt"] as? String }.max() ?? ""
            return alerts.allSatisfy { $0["updatedAt"] as? String ?? "" > before } ? alerts : nil
        }
        #expect(again.allSatisfy { $0["startsAt"] as? String == "2025-06-15T11:00:00.000Z" })
        let generators = Set(again.compactMap { $0["generatorURL"] as? String })
        #expect(generators == ["http://127.0.0.1:\(try second.port())/"])

        try scene.write(records(30..<60) { _ in 12 })
        try Patience.wait(for: "the alerts to be over; \(second.log)") {
            alertmanager.alerts()?.isEmpty == true ? true : nil
        }
        try second.awaitMetrics("its requests in /metrics") {
            $0.sum("streamgauge_alert_push_total", ["outcome": "accepted"]) >= 2
                && $0.sum("streamgauge_alert_push_queue") == 0
        }
        let metrics = try second.metrics()
        #expect(metrics.sum("streamgauge_alert_push_total", ["outcome": "refused"]) == 0)
        #expect(metrics.sum("streamgauge_alert_push_dropped_total") == 0)
        #expect(second.stop() == 0, "\(second.log)")
    }

    @Test
    func `an Alertmanager with a certificate of its own is told where its authority is trusted`()
        throws
    {
        let folder = try TemporaryFolder("alertmanager-tls")
        let certificates = try CertificateFolder(["own", "other"])
        let alertmanager = try AlertmanagerProcess(in: folder.url, certificates)
        func settings(_ authority: String) -> String {
            "{alertmanager: [{url: \"\(alertmanager.url)\", "
                + "ca_file: \(certificates.certificate(authority))}]}"
        }
        var scene = try scene("push-tls", settings("other"))
        try scene.write(records(0..<30) { $0 < 10 ? 12 : 2 })
        let stranger = try scene.start()
        try stranger.awaitLog("SSL peer certificate or SSH remote key was not OK")
        #expect(alertmanager.alerts()?.isEmpty == true)
        #expect(stranger.stop() == 0, "\(stranger.log)")
        scene.sections["alerts"] = settings("own")
        let daemon = try scene.start()
        try Patience.wait(for: "two alerts at Alertmanager; \(daemon.log)") {
            alertmanager.alerts()?.count == 2 ? true : nil
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `a process that was superseded while it slept tells nothing when it wakes`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        let scene = try scene("push-slept", "{alertmanager: [\"http://127.0.0.1:\(server.port)\"]}")
        try scene.write(records(0..<30) { $0 < 10 ? 12 : 2 })
        let sleeper = try scene.start("sleeper")
        /// How many requests a daemon has sent.
        func count(from daemon: Daemon, _ part: String? = nil) throws -> Int {
            let address = "http://127.0.0.1:\(try daemon.port())/"
            return server.requests.count {
                let text = String(decoding: $0.body, as: UTF8.self)
                return text.contains(address) && part.map(text.contains) ?? true
            }
        }
        try Patience.wait(for: "the alert") { try count(from: sleeper) > 0 ? true : nil }
        let next = try scene.start("next")
        try next.awaitLog("stands by")
        #expect(try server.requests.count == count(from: sleeper))
        sleeper.halt()
        try scene.write(records(30..<60) { _ in 12 })
        try Patience.wait(for: "the end of the alert") {
            try next.awaitLog("goes on from the stored state")
            return try count(from: next, #""endsAt":"2025-06-16T"#) > 0 ? true : nil
        }
        let before = try count(from: sleeper)
        sleeper.resume()
        #expect(sleeper.awaitEnd() == 69, "\(sleeper.log)")
        #expect(try count(from: sleeper) == before)
        #expect(next.stop() == 0, "\(next.log)")
    }

    @Test func `a webhook that fails at first hears each change once, in order and signed`() throws
    {
        let server = try ScriptedServer([
            .answer(500, "not now"), .hang, .close, .answer(200, ""), .answer(503, ""),
        ])
        defer { server.stop() }
        let folder = try TemporaryFolder("webhook")
        let secret = folder.url.appendingPathComponent("secret")
        try "kept between us\n".write(to: secret, atomically: true, encoding: .utf8)
        let scene = try scene(
            "push-hook",
            """
            {topic: push-hook-alerts, webhook: [{url: "http://127.0.0.1:\(server.port)/in?a=b", \
            secret_file: \(secret.path)}]}
            """
        )
        try scene.write(records(0..<30) { [12, 6, 2][$0 / 2 % 3] })
        let first = try scene.start()
        try Patience.wait(for: "changes at the webhook; \(first.log)") {
            server.requests.count { $0.reaction == .answer(200, "") } >= 3 ? true : nil
        }
        first.kill()
        // The next one tells its things in the same file.
        let firstLog = first.log
        try scene.write(records(30..<60) { [12, 6, 2][$0 / 2 % 3] })
        let second = try scene.start()
        try second.awaitCommits(10)
        try second.awaitMetrics("everything to be told") {
            $0.all("streamgauge_alert_push_queue").map(\.value) == [0]
                && $0.sum("streamgauge_alert_push_total", ["outcome": "accepted"]) > 0
        }
        #expect(second.stop() == 0, "\(second.log)")

        let topic = try scene.broker.reader("push-hook-alerts").readAll()
        var bodies: [String] = []
        var ids: Set<String> = []
        for request in server.requests where request.reaction == .answer(200, "") {
            // Told before a crash and again after it, under the same id.
            let id = try #require(request.headers["idempotency-key"])
            guard ids.insert(id).inserted else { continue }
            bodies.append(String(decoding: request.body, as: UTF8.self))
        }
        #expect(bodies.count > 20)
        #expect(bodies.sorted() == topic.compactMap(\.text).sorted())
        // The topic has partitions; those who read it have an order by series only.
        let starts = try bodies.map { body in
            let object = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            return try #require(object?["since"] as? Int)
        }
        #expect(starts == starts.sorted())
        #expect(server.requests.allSatisfy { $0.line == "POST /in?a=b HTTP/1.1" })
        let log = firstLog + second.log
        #expect(log.contains("it answers with status 500: not now"))
        #expect(!log.contains("kept between us") && !log.contains("a=b"))
        try expectSigned(server.requests, folder: folder.url)
    }

    /// The function of the page on alerts, which knows nothing of us, verifies each request.
    private func expectSigned(_ requests: [ScriptedServer.Request], folder: URL) throws {
        let lines = try requests.map { request in
            let signature = try #require(request.headers["streamgauge-signature"])
            return "\(signature) \(Data(request.body).base64EncodedString())\n"
        }
        let file = folder.appendingPathComponent("requests")
        try lines.joined().write(to: file, atomically: true, encoding: .utf8)
        let page = try String(
            contentsOfFile: "Sources/streamgauge/streamgauge.docc/Alerts.md",
            encoding: .utf8
        )
        let function = try #require(page.split(separator: "```python\n").last)
            .split(separator: "\n```")[0]
        let script = """
            \(function)
            import base64, sys
            count = 0
            for line in open(sys.argv[1]):
                header, body = line.split()
                body = base64.b64decode(body)
                assert verified(header, body, b'kept between us'), line
                assert not verified(header, body + b' ', b'kept between us')
                assert not verified(header, body, b'kept between them')
                assert not verified(header, body, b'kept between us', tolerance=-1)
                count += 1
            print(count, end='')
            """
        let told = folder.appendingPathComponent("verdict")
        let python = try ChildProcess(
            program: "/usr/bin/env",
            arguments: ["python3", "-c", script, file.path],
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: told
        )
        #expect(python.awaitEnd() == 0)
        #expect(try String(contentsOf: told, encoding: .utf8) == "\(requests.count)")
    }
}
