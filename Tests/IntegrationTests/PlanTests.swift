// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `deploy/kafka/plan`: the topics and rights of a file of settings.
@Suite(.serialized) struct PlanTests {
    private static let script = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }.appending(path: "deploy/kafka/plan").path()

    private struct Outcome {
        var status: Int32?
        var text: String
    }

    private func plan(_ words: [String], _ folder: URL) throws -> Outcome {
        let output = folder.appending(path: "plan")
        var environment = ProcessInfo.processInfo.environment
        environment["STREAMGAUGE"] = try Streamgauge.program()
        let child = try ChildProcess(
            program: "/bin/bash",
            arguments: [Self.script] + words,
            environment: environment,
            folder: folder,
            output: output
        )
        let status = child.awaitEnd(limitSeconds: 120)
        return Outcome(status: status, text: try String(contentsOf: output, encoding: .utf8))
    }

    @Test func `a user with these rights alone runs on these topics without a warning`() throws {
        var scene = try Scene("planned", partitions: 2)
        scene.sections["kafka"] = """
            {bootstrap.servers: "\(scene.broker.loginBootstrapServers)", \
            security.protocol: sasl_plaintext, sasl.mechanism: PLAIN, \
            sasl.username: bob, sasl.password: bob-secret}
            """
        scene.sections["output"] = """
            {topic: planned-out, early_topic: planned-early, create: false, partitions: 3, \
            replication: 1}
            """
        scene.sections["alerts"] = "{topic: planned-alerts}"
        let settings = try scene.settingsFile().path()
        let words = [
            "--config", settings, "--principal", "User:bob", "--servers",
            scene.broker.bootstrapServers, "--run",
        ]
        let outcome = try plan(words, scene.folder)
        #expect(outcome.status == 0, "\(outcome.text)")
        let check = try scene.run("check", "--connect")
        #expect(check.status == 0, "\(check.output) \(check.errors)")
        #expect(!check.output.contains("is meant"), "\(check.output)")
        #expect(check.output.contains("planned-alerts: 3 partitions"), "\(check.output)")
        #expect(check.output.contains("planned-state: 1 partition\n"), "\(check.output)")
        let daemon = try scene.start()
        try scene.write(StoryRecords.end(after: Scene.midnight))
        try daemon.awaitCommits(2)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(!daemon.log.contains(" warning "), "\(daemon.log)")
    }

    @Test func `it prints what it would run, for topics of inputs and side tables too`() throws {
        let folder = try TemporaryFolder("plan")
        let settings = """
            application: shop
            identity: { key: "\(Scene.key)" }
            kafka: { bootstrap.servers: "a:9092,b:9092" }
            inputs: [ { topics: [ web, mail ] }, { pattern: "^ads" } ]
            tables: { personas: { topic: crm, key: user, fields: [ persona ] } }
            kpis: [ { id: web.pageviews, by: [ [ persona ] ], windows: [ 1h ] } ]
            """
        let file = folder.url.appending(path: "settings.yaml")
        try settings.write(to: file, atomically: true, encoding: .utf8)
        let outcome = try plan(["--config", file.path(), "--principal", "User:x"], folder.url)
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(outcome.status == 0 && lines.count == 9, "\(outcome.text)")
        #expect(lines[0].contains("--bootstrap-server a:9092,b:9092 --create --if-not-exists"))
        #expect(lines[2].hasSuffix("retention.ms=-1 --config segment.bytes=67108864"))
        #expect(lines[3].hasSuffix("--operation Describe --topic web --topic mail --topic crm"))
        #expect(lines.last?.hasPrefix("# Topics that match ^ads need") == true)
    }

    @Test func `without settings it says how it is called`() throws {
        let folder = try TemporaryFolder("plan-usage")
        let outcome = try plan(["--run"], folder.url)
        #expect(outcome.status == 64 && outcome.text.contains("usage: ./deploy/kafka/plan"))
    }
}
