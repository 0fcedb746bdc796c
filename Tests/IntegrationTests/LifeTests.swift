// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Starting, outages, wrong settings and leaving.
@Suite(.serialized) struct LifeTests {
    @Test func `it waits for a broker at the start and goes on after an outage`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        var scene = try Scene("outage", broker: broker)
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        let records = (0..<4).map { number in
            let time = Scene.midnight + Int64(number)
            return TopicRecord(
                partition: 0,
                timestamp: time,
                text: #"{"type":"page_view","time":\#(time),"anonymous":"a"}"#
            )
        }
        // Where every partition is empty, time would begin with the clock.
        try scene.write(Array(records[..<2]))
        broker.stop()
        let daemon = try scene.start()
        try daemon.awaitLog("cannot start yet")
        try broker.start()
        try daemon.awaitRecords(2)
        broker.stop()
        try daemon.awaitLog("kafka:")
        try broker.start()
        try scene.write(Array(records[2...]) + StoryRecords.end(after: Scene.midnight))
        let metrics = try daemon.awaitRecords(5)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let finals = try SnapshotRecord.all(in: scene.output())
        #expect(finals.filter { $0.num > 0 }.map(\.num) == [4], "\(metrics.text) \(daemon.log)")
        #expect(Set(finals.map(\.key)).count == finals.count)
    }

    @Test func `it leaves when told to while it waits for a broker`() throws {
        var scene = try Scene("nobody", partitions: 0)
        // Discard: nobody serves Kafka there.
        scene.sections["kafka"] = "{bootstrap.servers: \"127.0.0.1:9\"}"
        let daemon = try scene.start()
        try daemon.awaitLog("cannot start yet")
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `what cannot be delivered at the end is told, with a status of its own`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        var scene = try Scene("undelivered", broker: broker)
        let daemon = try undelivered(in: &scene)
        let status = daemon.stop()
        #expect(status == 69, "\(daemon.log)")
        let last = daemon.log.split(separator: "\n").last ?? ""
        #expect(last.contains("not everything could be delivered"), "\(daemon.log)")
    }

    @Test func `a second signal ends it at once`() throws {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        var scene = try Scene("twice", broker: broker)
        let daemon = try undelivered(in: &scene)
        daemon.terminate()
        try daemon.awaitLog("stopping")
        let status = daemon.stop()
        #expect(status == SIGTERM, "\(daemon.log)")
        #expect(!daemon.log.contains("stopped without"), "\(daemon.log)")
    }

    /// A daemon with finals that are due, whose broker is gone.
    private func undelivered(in scene: inout Scene) throws -> Daemon {
        scene.sections["kpis"] = "[{id: web.pageviews, windows: [1m]}]"
        scene.sections["state"] = "{commit: 60s}"
        let record = TopicRecord(
            partition: 0,
            timestamp: Scene.midnight,
            text: #"{"type":"page_view","time":\#(Scene.midnight),"anonymous":"a"}"#
        )
        try scene.write([record] + StoryRecords.end(after: Scene.midnight))
        let daemon = try scene.start()
        _ = try daemon.awaitMetrics("both records to be read") {
            $0.sum("streamgauge_records_total") >= 2
        }
        scene.broker.stop()
        return daemon
    }

    @Test func `TLS to a port without ends it with one line`() throws {
        var scene = try Scene("no-tls")
        scene.sections["kafka"] = """
            {bootstrap.servers: "\(scene.broker.bootstrapServers)", security.protocol: ssl}
            """
        try expectOneLine(from: scene, status: 78, naming: "TLS")
    }

    @Test func `an unknown topic ends it with one line`() throws {
        let scene = try Scene("missing-topic", partitions: 0)
        try expectOneLine(from: scene, status: 69, naming: "missing-topic")
    }

    @Test func `a wrong password ends it with one line`() throws {
        let scene = try loginScene("wrong-password", user: "alice", password: "guess")
        try expectOneLine(from: scene, status: 78, naming: "uthenticat")
    }

    @Test func `a user without rights ends it with one line`() throws {
        let scene = try loginScene("no-rights", user: "bob", password: "bob-secret")
        try expectOneLine(from: scene, status: 78, naming: "no-rights")
    }

    @Test func `a user with rights is let in by a password`() throws {
        let scene = try loginScene("rights", user: "alice", password: "alice-secret")
        let daemon = try scene.start()
        #expect(try daemon.get("/livez") != nil)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `a wrong key in the settings is told with its place and the nearest key`() throws {
        var scene = try Scene("wrong-settings", partitions: 0)
        scene.sections["windwos"] = "[1m]"
        let place =
            "streamgauge.yaml:\(scene.sections.keys.sorted().firstIndex(of: "windwos")! + 1):1"
        try expectOneLine(from: scene, status: 78, naming: "windows", place)
    }

    private func loginScene(_ name: String, user: String, password: String) throws -> Scene {
        var scene = try Scene(name)
        scene.sections["kafka"] = """
            {bootstrap.servers: "\(scene.broker.loginBootstrapServers)", \
            security.protocol: sasl_plaintext, sasl.mechanism: PLAIN, \
            sasl.username: \(user), sasl.password: \(password)}
            """
        return scene
    }

    private func expectOneLine(
        from scene: Scene,
        status: Int32,
        naming parts: String...
    ) throws {
        let settings = try scene.settingsFile()
        let run = try Streamgauge.run(["run", "--config", settings.path], folder: scene.folder)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        for part in parts { #expect(run.errors.contains(part), "\(run.errors)") }
        #expect(!run.errors.contains("-secret") && !run.errors.contains("guess"))
    }
}
