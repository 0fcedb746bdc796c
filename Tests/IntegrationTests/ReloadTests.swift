// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A daemon that reads its settings again while it reads its topics.
@Suite(.serialized) struct ReloadTests {
    private func scene(_ name: String) throws -> Scene {
        var scene = try Scene(name)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = kpis(value: 10)
        return scene
    }

    private func kpis(value: Int) -> String {
        "[{id: web.pageviews, target: {value: \(value), warn: 8, breach: 5, hold: 1, min_sample: 0}}]"
    }

    /// Page views of some hours.
    private func records(_ hours: Range<Int>, views: Int) -> [TopicRecord] {
        hours.flatMap { hour in
            (0..<views).map { number in
                let time = Scene.midnight + Int64(hour * 3_600_000 + number * 60_000)
                return TopicRecord(
                    partition: 0,
                    timestamp: time,
                    text: #"{"type":"page_view","time":\#(time),"anonymous":"a\#(number)"}"#
                )
            }
        }
    }

    /// Lets a daemon read other settings, and waits until it has.
    private func reload(
        _ daemon: Daemon,
        _ scene: Scene,
        result: String = "success"
    ) throws {
        let family = "streamgauge_config_reloads_total"
        let before = try daemon.metrics().sum(family, ["result": result])
        _ = try scene.settingsFile()
        daemon.reload()
        try daemon.awaitMetrics("the settings to be read again") {
            $0.sum(family, ["result": result]) == before + 1
        }
    }

    /// Waits until a receiver has been told a change of a status.
    private func awaitChange(
        _ receiver: ScriptedServer,
        _ status: String,
        from daemon: Daemon
    ) throws {
        try daemon.awaitMetrics("a receiver to hear '\(status)'") { _ in
            receiver.requests.contains {
                String(decoding: $0.body, as: UTF8.self).contains(status)
            }
        }
    }

    @Test func `the level of the log changes, a window needs a restart`() throws {
        var scene = try scene("reload-level")
        let daemon = try scene.start()
        try daemon.awaitLog("reads")
        scene.sections["log"] = "{level: error}"
        scene.sections["windows"] = "[1h, 1d]"
        // Beside a window it waits, too.
        scene.sections["kpis"] = kpis(value: 12)
        try reload(daemon, scene)
        let log = daemon.log
        #expect(
            log.contains(" info taken over from the settings key=log.level old=info new=error\n")
        )
        #expect(
            log.contains(
                " warning changed in the settings, needs restart key=kpis.0.target "
                    + "old={value: 10, warn: 8, breach: 5, hold: 1, min_sample: 0} "
                    + "new={value: 12, warn: 8, breach: 5, hold: 1, min_sample: 0}\n"
            )
        )
        #expect(log.contains("the settings were read again taken_over=1 need_restart=2 settings="))
        #expect(try showsTarget(12, daemon) == false)
        #expect(daemon.stop() == 0)
        // What ends is told at a level that is not written any more.
        #expect(daemon.log == log)
        scene.sections["log"] = nil
        let next = try scene.start()
        #expect(try showsTarget(12, next) == true)
        #expect(next.stop() == 0, "\(next.log)")
    }

    private func showsTarget(_ value: Int, _ daemon: Daemon) throws -> Bool? {
        try daemon.get("/api/v1/kpis")?.contains(#""target":{"value":\#(value)"#)
    }

    @Test func `a target is taken over in the process, and every final is told once`() throws {
        var scene = try scene("reload-target")
        let port = try FreePorts.take(1)[0]
        scene.sections["http"] = "{listen: \"127.0.0.1:\(port)\"}"
        scene.sections["kpis"] = kpis(value: 10)
        try scene.write(records(0..<6, views: 9))
        let daemon = try scene.start()
        try daemon.awaitRecords(54)
        for (number, value) in [9, 12, 8].enumerated() {
            scene.sections["kpis"] = kpis(value: value)
            _ = try scene.settingsFile()
            daemon.reload()
            try Patience.wait(for: "the target \(value); \(daemon.log)") {
                try showsTarget(value, daemon) == true ? true : nil
            }
            let hours = (number + 1) * 6..<(number + 2) * 6
            try scene.write(records(hours, views: 9))
            try daemon.awaitRecords(54)
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let log = daemon.log
        #expect(log.matches(of: /info begins anew in this process/).count == 3, "\(log)")
        #expect(log.matches(of: /goes on from the stored state/).count == 3, "\(log)")
        let finals = try finals(scene)
        // All windows but the last, which waits for later events, once each; the first is of nothing.
        #expect(finals.count >= 22 && Set(finals.map(\.key)).count == finals.count)
        #expect(Set(finals.map { $0.target?.value }) == [10, 9, 12, 8])
        #expect(finals.count { $0.value == 9 } == finals.count - 1)
    }

    @Test func `a target is taken over while the broker is away, and counts once it is back`()
        throws
    {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        var scene = try Scene("reload-away", broker: broker)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = kpis(value: 10)
        try scene.write(records(0..<6, views: 9))
        let daemon = try scene.start()
        try daemon.awaitRecords(54)
        try scene.write(records(6..<8, views: 9))
        broker.stop()
        scene.sections["kpis"] = kpis(value: 9)
        _ = try scene.settingsFile()
        daemon.reload()
        try daemon.awaitLog("begins anew in this process")
        try daemon.awaitLog("cannot start yet")
        try broker.start()
        try scene.write(records(8..<12, views: 9))
        try daemon.awaitLog("goes on from the stored state")
        try Patience.wait(for: "the last finals; \(daemon.log)") {
            try finals(scene).contains { $0.window.start == Scene.midnight + 9 * 3_600_000 }
                ? true : nil
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let told = try finals(scene)
        #expect(Set(told.map(\.key)).count == told.count)
        #expect(told.count { $0.value == 9 } == told.count - 1)
        #expect(told.last?.target?.value == 9 && told.first?.target?.value == 10)
    }

    private func finals(_ scene: Scene) throws -> [SnapshotRecord] {
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.kind == "final" }
        return finals.sorted { $0.window.start < $1.window.start }
    }

    @Test func `a process that stands by takes a target over, too, and judges by it once it leads`()
        throws
    {
        var scene = try scene("reload-target-standby")
        try scene.write(records(0..<6, views: 9))
        let leader = try scene.start("leader")
        try leader.awaitRecords(54)
        let standby = try scene.start("standby")
        try standby.awaitLog("stands by")
        scene.sections["kpis"] = kpis(value: 9)
        _ = try scene.settingsFile()
        standby.reload()
        try standby.awaitLog("begins anew in this process")
        try Patience.wait(for: "it to stand by again; \(standby.log)") {
            standby.log.matches(of: /stands by/).count == 2 ? true : nil
        }
        // Who led leaves its place, and either takes it.
        leader.reload()
        let next = try Patience.wait(for: "one to lead; \(standby.log)") {
            [leader, standby].first { $0.log.contains("goes on from the stored state") }
        }
        try scene.write(records(6..<12, views: 9))
        try next.awaitRecords(54)
        #expect(leader.stop() == 0, "\(leader.log)")
        #expect(standby.stop() == 0, "\(standby.log)")
        let judged = try finals(scene).map { $0.target?.value }
        #expect(judged.first == 10 && judged.last == 9 && Set(judged).count == 2, "\(judged)")
    }

    @Test func `settings that cannot be used change nothing and are told as check tells them`()
        throws
    {
        var scene = try scene("reload-faults")
        let daemon = try scene.start()
        try daemon.awaitLog("reads")
        scene.sections["log"] = "{level: error}"
        scene.sections["kpis"] = "[{id: web.pageviws}]"
        scene.sections["windows"] = "[1h, 90m]"
        try reload(daemon, scene, result: "failure")
        let check = try scene.run("check")
        let faults = check.errors.split(separator: "\n").map {
            $0.replacing("streamgauge: ", with: "")
        }
        #expect(check.status == 78 && !faults.isEmpty)
        for fault in faults { #expect(daemon.log.contains(" error \(fault)\n"), "\(daemon.log)") }
        let metrics = try daemon.metrics()
        #expect(metrics.sum("streamgauge_config_last_reload_successful") == 0)
        #expect(metrics.sum("streamgauge_config_last_reload_success_timestamp_seconds") > 0)
        scene.sections["kpis"] = kpis(value: 10)
        scene.sections["windows"] = "[1h]"
        scene.sections["log"] = nil
        try reload(daemon, scene)
        #expect(try daemon.metrics().sum("streamgauge_config_last_reload_successful") == 1)
        // The daemon counts as before.
        try scene.write(records(0..<2, views: 5))
        try daemon.awaitRecords(10)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(daemon.log.contains("stopping"))
    }

    @Test func `receivers of alerts come, change and go while the daemon reads`() throws {
        let (first, second) = (try ScriptedServer(), try ScriptedServer())
        defer {
            first.stop()
            second.stop()
        }
        var scene = try scene("reload-receivers")
        let secret = scene.folder.appendingPathComponent("secret")
        try "kept between us\n".write(to: secret, atomically: true, encoding: .utf8)
        func alerts(_ server: ScriptedServer) -> String {
            "{webhook: [{url: \"http://127.0.0.1:\(server.port)/in?a=b\", secret_file: \(secret.path)}]}"
        }
        // Time begins with the first event only where there is one before the start.
        try scene.write(records(0..<4, views: 2))
        let daemon = try scene.start()
        try daemon.awaitRecords(8)
        scene.sections["alerts"] = alerts(first)
        try reload(daemon, scene)
        try scene.write(records(4..<8, views: 12))
        try awaitChange(first, "resolved", from: daemon)
        let count = first.requests.count
        scene.sections["alerts"] = alerts(second)
        try reload(daemon, scene)
        try daemon.awaitMetrics("the second receiver alone") {
            $0.all("streamgauge_alert_push_queue").map { $0.labels["receiver"] }
                == ["webhook/127.0.0.1:\(second.port)"]
        }
        try scene.write(records(8..<12, views: 2))
        try awaitChange(second, "firing", from: daemon)
        #expect(first.requests.count == count)
        scene.sections["alerts"] = nil
        try reload(daemon, scene)
        try daemon.awaitMetrics("nobody to be told") {
            $0.all("streamgauge_alert_push_queue").isEmpty
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let changes = daemon.log.split(separator: "\n").filter { $0.contains("key=alerts.webhook") }
        #expect(changes.count == 3, "\(daemon.log)")
        // The address may hold a secret of the receiver's.
        #expect(changes[0].contains(#"old=none new=[{url: "***", secret_file: "#))
        #expect(changes[1].contains(#"key=alerts.webhook.0.url old="***" new="***""#))
        #expect(!daemon.log.contains("a=b"))
    }

    @Test func `told to reload while it stops, it stops in order`() throws {
        let scene = try scene("reload-stopping")
        let daemon = try scene.start()
        try daemon.awaitLog("reads")
        daemon.halt()
        // Both wait for it; the one with the lower number is heard first, the third when it stops.
        daemon.terminate()
        daemon.reload()
        daemon.resume()
        // It may have ended by then, which is as good.
        try? daemon.awaitLog("stopping")
        daemon.reload()
        #expect(daemon.awaitEnd() == 0, "\(daemon.log)")
        #expect(daemon.log.contains("info stopped\n"))
    }

    @Test func `a process that stands by reads its settings again, too`() throws {
        var scene = try scene("reload-standby")
        let leader = try scene.start("leader")
        try leader.awaitLog("reads")
        let standby = try scene.start("standby")
        try standby.awaitLog("stands by")
        scene.sections["log"] = "{level: debug}"
        try reload(standby, scene)
        #expect(standby.log.contains("key=log.level old=info new=debug"))
        #expect(standby.stop() == 0, "\(standby.log)")
        #expect(!leader.log.contains("read again"))
        #expect(leader.stop() == 0, "\(leader.log)")
    }
}
