// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Kafka
import TestSupport
import Testing

/// `streamgauge state` beside a real broker: what it says of a state, and what a reset leaves.
@Suite(.serialized) struct StateTests {
    private static let ids = ["web.visits", "web.visitors", "web.bounce_rate", "email.ctr"]
    private static let windows: [WindowShape] = [.tumbling(3_600_000), .tumbling(86_400_000)]

    private func scene(_ name: String, partitions: Int32 = 2) throws -> Scene {
        var scene = try Scene(name, partitions: partitions)
        scene.sections["windows"] = "[1h, 1d]"
        scene.sections["kpis"] = "[\(Self.ids.joined(separator: ", "))]"
        return scene
    }

    /// Reads everything and ends.
    private func run(_ scene: Scene, until count: Int) throws {
        let daemon = try scene.start()
        let metrics = try daemon.awaitRecords(count)
        #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    /// Copies the committed records of a state topic into another one.
    private func copy(
        _ scene: Scene,
        to topic: String,
        changing change: (Int, inout [UInt8]) -> Void = { _, _ in }
    ) throws -> Int {
        let records = try scene.broker.reader(scene.name + "-state").readAll()
        try scene.broker.createTopic(topic, configuration: ["retention.ms": "-1"])
        let copies = records.enumerated().map { place, record in
            var value = record.value ?? []
            change(place, &value)
            return TopicRecord(partition: 0, timestamp: record.timestamp, value: value)
        }
        try scene.broker.writer(topic).write(copies)
        return records.count
    }

    @Test func `after a run it tells what is stored, and finds it sound`() throws {
        let scene = try scene("state-told")
        let empty = try scene.run("state", "show")
        #expect(empty.status == 0 && empty.output.contains("nothing is stored"), "\(empty)")
        let records = StoryRecords.records(seed: 27, days: 1, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        let shown = try scene.run("state", "show")
        #expect(shown.status == 0, "\(shown.errors)")
        for part in [
            "application state-told\n", "definitions: those of the settings",
            "identity key: that of the settings", "format 3\n", "\nparts, ", "  messages ",
            "state-told[0]: read up to ", ", lag 0\n", "the group's offsets agree",
        ] {
            #expect(shown.output.contains(part), "\(part) in \(shown.output)")
        }
        let json = try scene.run("state", "show", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let summary = try #require(object as? [String: Any])
        #expect(summary["group_agrees"] as? Bool == true)
        #expect((summary["commit"] as? [String: Any])?["definitions_fit"] as? Bool == true)
        #expect((summary["inputs"] as? [Any])?.count == 2)
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified)")
        #expect(verified.output.contains("all tables can be restored"), "\(verified.output)")
        #expect(!verified.output.contains("FAULT") && !verified.output.contains("note"))
    }

    @Test func `it may be asked beside a running daemon, which goes on`() throws {
        let scene = try scene("state-beside")
        let records = StoryRecords.records(seed: 28, days: 1, partitions: 2)
        try scene.write(Array(records.prefix(500)))
        let daemon = try scene.start()
        try daemon.awaitRecords(500)
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified)")
        let refused = try scene.run("state", "reset", "--to", "earliest", "--yes")
        #expect(refused.status == 69 && refused.errors.contains("stop it first"), "\(refused)")
        try scene.write(Array(records.dropFirst(500)))
        try daemon.awaitRecords(records.count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `a flipped byte, a strange record and a missing one are found in a copy`() throws {
        var scene = try scene("state-damaged")
        let records = StoryRecords.records(seed: 29, days: 1, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        let count = try copy(scene, to: "state-flipped") { place, value in
            if place == 3 { value[value.count / 2] ^= 0x10 }
        }
        #expect(count > 5)
        scene.sections["state"] = "{commit: 100ms, topic: state-flipped}"
        let flipped = try scene.run("state", "verify")
        #expect(flipped.status == 65, "\(flipped)")
        #expect(flipped.output.contains("FAULT  record 3: "), "\(flipped.output)")
        #expect(flipped.output.contains("another checksum"), "\(flipped.output)")
        #expect(flipped.errors.contains("is not sound"), "\(flipped.errors)")

        _ = try copy(scene, to: "state-whole")
        scene.sections["state"] = "{commit: 100ms, topic: state-whole}"
        #expect(try scene.run("state", "verify").status == 0)
        let last = try #require(try scene.broker.reader("state-whole").readAll().last)
        try scene.broker.writer("state-whole").write([last])
        let twice = try scene.run("state", "verify")
        #expect(twice.status == 65 && twice.output.contains("two processes wrote"), "\(twice)")

        scene.sections["application"] = "stranger"
        for (action, status) in [("verify", 65), ("reset", 78)] as [(String, Int32)] {
            let options = action == "reset" ? ["--to=latest", "--yes"] : ["--json"]
            let foreign = try scene.run(["state", action] + options)
            #expect(foreign.status == status, "\(foreign)")
            #expect((foreign.output + foreign.errors).contains("application state-damaged"))
        }
        let check = try scene.run("check", "--connect")
        #expect(check.status == 78, "\(check)")
        #expect(check.errors.contains("the state of the application `state-damaged`"), "\(check)")
    }

    @Test func `offsets that someone moved are found`() throws {
        let scene = try scene("state-moved")
        let records = StoryRecords.records(seed: 30, days: 1, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        let producer = try TransactionalProducer(
            properties: ["bootstrap.servers": scene.broker.bootstrapServers],
            transactionalID: scene.name
        )
        try producer.initTransactions()
        try producer.begin()
        try producer.sendOffsets(
            [TopicPartition(topic: scene.name, partition: 1): 7],
            group: GroupMetadata(withoutMembershipIn: scene.name)
        )
        try producer.commit()
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 65, "\(verified)")
        #expect(verified.output.contains("has read state-moved[1] up to 7"), "\(verified.output)")
        #expect(try scene.run("state", "show").output.contains("the group is at 7"))
    }

    @Test func `after a reset it counts from that time as the next generation`() throws {
        let scene = try scene("state-reset")
        let records = StoryRecords.records(seed: 31, days: 2, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        let former = try scene.output()
        let old = try #require(try SnapshotRecord.all(in: former).first?.generation)
        let time = Scene.midnight + 22 * 3_600_000 + 1_234_567
        let reset = try scene.run("state", "reset", "--to", "\(time)", "--yes")
        #expect(reset.status == 0, "\(reset)")
        #expect(reset.output.contains("generation \(old + 1) begins at 2025-06-15T22:20:34.567Z"))
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified)")

        var oracle = try Oracle(
            Self.ids.map { KPISelection($0) },
            windows: Self.windows,
            partitions: 2,
            start: time
        )
        let later = records.filter { ($0.timestamp ?? 0) >= time }
        oracle.feed(later)
        oracle.close()
        try run(scene, until: later.count)
        let all = try scene.output()
        #expect(Set(all).isSuperset(of: former))
        let snapshots = try SnapshotRecord.all(in: all).filter { $0.generation != old }
        #expect(snapshots.allSatisfy { $0.generation == old + 1 })
        #expect(snapshots.count { $0.num > 0 } > 50)
        #expect(oracle.differences(from: snapshots) == [])
        #expect(Set(snapshots.map { "\($0.key) \($0.revision)" }).count == snapshots.count)
        for snapshot in snapshots where snapshot.window.start < time {
            #expect(!snapshot.complete, "\(snapshot)")
        }
        #expect(snapshots.contains { $0.complete && $0.num > 0 })
    }

    @Test func `a daemon that stands still while its state is reset ends when it goes on`() throws {
        let scene = try scene("state-fenced")
        let records = StoryRecords.records(seed: 32, days: 1, partitions: 2)
        try scene.write(records)
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        daemon.halt()
        // It counts as running until its session has ended.
        let early = try scene.run("state", "reset", "--to", "earliest", "--yes")
        #expect(early.status == 69 && early.errors.contains("stop it first"), "\(early)")
        try Patience.wait(for: "the session to end") {
            try scene.run("state", "reset", "--to", "earliest", "--yes").status == 0 ? true : nil
        }
        daemon.resume()
        #expect(daemon.awaitEnd() == 69, "\(daemon.log)")
        #expect(daemon.log.contains("has taken over"), "\(daemon.log)")
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified)")
        try run(scene, until: records.count)
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        let generations = Dictionary(grouping: finals, by: \.generation)
        #expect(generations.count == 2)
        let sums = generations.values.map { $0.reduce(0) { $0 + $1.num } }
        #expect(Set(sums).count == 1, "\(sums)")
    }

    @Test func `a state that is gone is no first start while the group knows what was read`() throws
    {
        let scene = try scene("state-gone")
        let records = StoryRecords.records(seed: 37, days: 1, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        let former = try scene.output()
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": scene.broker.bootstrapServers])
        let topic = TopicPartition(topic: scene.name + "-state", partition: 0)
        _ = try admin.deleteRecords([topic: try admin.offsets(of: topic).high])
        let refusing = try scene.start()
        #expect(refusing.awaitEnd() == 65, "\(refusing.log)")
        for part in [
            "the group state-gone has read state-gone[0] up to ", " and 1 further partitions",
            "nothing is stored in state-gone-state", "`streamgauge state reset --to",
        ] {
            #expect(refusing.log.contains(part), "\(part) in \(refusing.log)")
        }
        #expect(try scene.output() == former, "nothing was told")
        let reset = try scene.run("state", "reset", "--to", "earliest", "--yes")
        #expect(reset.status == 0, "\(reset)")
        try run(scene, until: records.count)
        let generations = Set(try SnapshotRecord.all(in: scene.output()).map(\.generation))
        #expect(generations.count == 2)
    }

    @Test func `a reset needs a word of confirmation`() throws {
        let scene = try scene("state-asked")
        let asked = try scene.run("state", "reset", "--to", "earliest")
        #expect(asked.status == 64 && asked.errors.contains("add --yes"), "\(asked)")
        #expect(try scene.run("state", "show").output.contains("nothing whole is stored"))
    }

    @Test func `a state record that is too large for its topic ends the daemon`() throws {
        let scene = try scene("state-large")
        try scene.broker.createTopic(
            "state-large-state",
            configuration: ["retention.ms": "-1", "max.message.bytes": "2000"]
        )
        let check = try scene.run("check", "--connect")
        #expect(check.status == 78 && check.errors.contains("max.message.bytes=2000"), "\(check)")
        let records = StoryRecords.records(seed: 33, days: 1, partitions: 2)
        try scene.write(records)
        let daemon = try scene.start()
        #expect(daemon.awaitEnd() == 69, "\(daemon.log)")
        #expect(daemon.log.contains("too large for its topic"), "\(daemon.log)")
    }

    @Test func `a client that could not write a record of the state is refused`() throws {
        var scene = try scene("state-client")
        let servers = scene.broker.bootstrapServers
        scene.sections["kafka"] = "{bootstrap.servers: \"\(servers)\", message.max.bytes: 2000}"
        let daemon = try scene.start()
        #expect(daemon.awaitEnd() == 78, "\(daemon.log)")
        #expect(daemon.log.contains("must be 1000000 or more"), "\(daemon.log)")
    }

    @Test func `a rejected record too large for its topic is left out, no other one`() throws {
        let scene = try scene("state-left", partitions: 1)
        try scene.broker.createTopic(
            "state-left-rejected",
            configuration: ["max.message.bytes": "20000"]
        )
        let noise = (0..<40_000).map { "\(($0 &* 2_654_435_761) % 9_973)" }.joined()
        // More than the topic takes at once.
        let small = (0..<400).map { number in
            let text = noise.dropFirst(number * 97).prefix(150)
            return TopicRecord(partition: 0, timestamp: Scene.midnight, text: "{\"x\":\"" + text)
        }
        let large = TopicRecord(
            partition: 0,
            timestamp: Scene.midnight,
            text: "{\"x\":\"" + noise
        )
        try scene.write(
            small.prefix(200) + [large] + small.suffix(200)
                + [StoryRecords.marker(at: Scene.midnight)]
        )
        let daemon = try scene.start()
        try daemon.awaitRecords(402)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(daemon.log.contains("a rejected record was refused"), "\(daemon.log)")
        #expect(try Set(scene.rejected().map(\.value)).count == small.count)
    }

    @Test func `a reset mends what a start refuses, and a person may be asked for it`() throws {
        var scene = try scene("state-mended")
        let records = StoryRecords.records(seed: 34, days: 1, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        let count = try copy(scene, to: "state-broken") { _, value in value[0] = 0 }
        #expect(count > 5)
        scene.sections["state"] = "{commit: 100ms, topic: state-broken}"
        let broken = try scene.run("state", "verify")
        #expect(broken.status == 65, "\(broken)")
        #expect(broken.output.contains("nothing whole is left"), "\(broken.output)")
        let refusing = try scene.start()
        #expect(refusing.awaitEnd() == 65)
        #expect(refusing.log.contains("begin anew with `streamgauge state reset`"))

        #expect(try answer("no", scene) == 64)
        #expect(try scene.run("state", "verify").status == 65)
        #expect(try answer("yes", scene) == 0)
        let verified = try scene.run("state", "verify")
        #expect(verified.status == 0, "\(verified)")
        try run(scene, until: records.count)
        let finals = try SnapshotRecord.all(in: scene.output()).filter { $0.num > 0 }
        let generations = Dictionary(grouping: finals, by: \.generation).sorted { $0.key < $1.key }
        #expect(generations.count == 2)
        #expect(generations.first?.value.count == generations.last?.value.count)
    }

    /// Resets from the beginning, on a terminal where somebody types an answer.
    private func answer(_ word: String, _ scene: Scene) throws -> Int32 {
        let python = ProcessInfo.processInfo.environment["TEST_PYTHON"] ?? "python3"
        let terminal =
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        let folder = try TemporaryFolder("terminal")
        let words = [
            "state", "--config", try scene.settingsFile().path, "reset", "--to", "earliest",
        ]
        let process = try ChildProcess(
            program: "/usr/bin/env",
            arguments: [python, "-c", terminal, try Streamgauge.program()] + words,
            environment: ProcessInfo.processInfo.environment,
            folder: folder.url,
            output: folder.url.appendingPathComponent("screen")
        )
        process.write(word + "\n")
        return try #require(process.awaitEnd(limitSeconds: 60))
    }

    @Test func `other definitions and another key are told`() throws {
        var scene = try scene("state-other")
        let records = StoryRecords.records(seed: 35, days: 1, partitions: 2)
        try scene.write(records)
        try run(scene, until: records.count)
        scene.sections["windows"] = "[1h]"
        let other = try scene.run("state", "verify")
        #expect(other.status == 0, "\(other)")
        #expect(other.output.contains("note   the definitions are not those"), "\(other.output)")
        #expect(try scene.run("state", "show").output.contains("definitions: not those of"))
        scene.sections["identity"] = "{key: \"ff0102030405060708090a0b0c0d0e0f\"}"
        let strange = try scene.run("state", "verify")
        #expect(strange.status == 65, "\(strange)")
        #expect(strange.output.contains("FAULT  ids were hashed with another"), "\(strange.output)")
        let reset = try scene.run("state", "reset", "--to", "latest", "--yes")
        #expect(reset.status == 0, "\(reset)")
        #expect(try scene.run("state", "verify").status == 0)
        let check = try scene.run("check", "--connect")
        #expect(check.status == 0, "\(check)")
        #expect(check.output.contains("transactions: work, tried as state-other-check"))
    }
}
