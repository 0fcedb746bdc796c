// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That single persons' transitions between stages stand once on their topic, whatever ends the
/// daemon.
@Suite(.serialized) struct TransitionTests {
    private static let time = Scene.midnight
    private static let personCount = 200
    private static let killCount = 6

    /// Each person's way through the stages, a second for each event of each; no two times are equal,
    /// so a transition is known by its times.
    private static let types = ["page_view", "lead", "participation", "order"]
    private static let stages = ["visibility", "contact", "experience", "trust"]

    private static func time(_ step: Int, _ person: Int) -> Int64 {
        time + Int64(step * personCount + person) * 1_000
    }

    private static var records: [TopicRecord] {
        types.enumerated().flatMap { step, type in
            (0..<personCount).map { person in
                TopicRecord(
                    partition: Int32(person % 2),
                    timestamp: time(step, person),
                    text: #"{"type":"\#(type)","time":\#(time(step, person)),"user":"u\#(person)"}"#
                )
            }
        }
    }

    /// What must be told: each stage entered, each later stage from each earlier one.
    private static var expected: [String] {
        (0..<personCount).flatMap { person in
            stages.indices.flatMap { to in
                let at = time(to, person)
                let entered = ["null>\(stages[to]) null \(at)"]
                return entered
                    + (0..<to).map { "\(stages[$0])>\(stages[to]) \(time($0, person)) \(at)" }
            }
        }
    }

    /// What stands on the topic.
    private func told(_ scene: Scene) throws -> [[String: Any]] {
        try scene.broker.reader(scene.name + "-ways").readAll().map { record in
            let object = try JSONSerialization.jsonObject(with: Data(record.value ?? []))
            let fields = try #require(object as? [String: Any])
            #expect(fields["actor"] as? String == record.keyText)
            #expect(fields["application"] as? String == scene.name)
            return fields
        }
    }

    private func text(_ fields: [String: Any]) -> String {
        let from = fields["from"] as? String ?? "null"
        let to = fields["to"] as? String ?? "null"
        let since = (fields["since"] as? Int64).map { "\($0)" } ?? "null"
        let at = (fields["at"] as? Int64).map { "\($0)" } ?? "null"
        return "\(from)>\(to) \(since) \(at)"
    }

    private func scene(_ name: String, aggregators: Int = 0) throws -> Scene {
        var scene = try Scene(name, partitions: 2)
        scene.sections["kpis"] = "[{id: journey.trust, windows: [1h]}]"
        scene.sections["threads"] = "{aggregate: \(aggregators)}"
        scene.sections["output"] = """
            {topic: \(name)-out, early_topic: \(name)-early, transitions_topic: \(name)-ways, \
            partitions: 3, replication: 1}
            """
        return scene
    }

    @Test(arguments: [0, 1]) func `each is there once, however often the daemon is killed`(
        aggregators: Int
    ) throws {
        var random = SplitMix64(seed: 0x5EED_0030 + UInt64(aggregators))
        let scene = try scene("ways-\(aggregators)", aggregators: aggregators)
        let records = Self.records
        try scene.write(records, killing: Self.killCount, &random)
        let daemon = try scene.start()
        try daemon.awaitLog("goes on from the stored state")
        let metrics = try daemon.awaitRecords(records.count)
        #expect(metrics.sum("streamgauge_table_limit", ["table": "transitions"]) == 20_000)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let told = try told(scene)
        #expect(told.map(text).sorted() == Self.expected.sorted())
        #expect(Set(told.compactMap { $0["id"] as? String }).count == told.count)
        #expect(told.allSatisfy { $0["replaces"] is NSNull })
        #expect(Set(told.compactMap { $0["generation"] as? Int }).count == 1)
    }

    @Test func `they are counted, and one that comes late replaces what was told`() throws {
        let scene = try scene("ways-late")
        let daemon = try scene.start()
        func event(_ type: String, _ seconds: Int64) -> TopicRecord {
            let time = Self.time + seconds * 1_000
            return TopicRecord(
                partition: 0,
                timestamp: time,
                text: #"{"type":"\#(type)","time":\#(time),"user":"u"}"#
            )
        }
        try scene.write([event("lead", 100), event("order", 200)])
        try daemon.awaitRecords(2)
        try scene.write([event("lead", 50)])
        let metrics = try daemon.awaitRecords(3)
        #expect(metrics.sum("streamgauge_transitions_total") == 5)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let told = try told(scene)
        let start = Self.time
        #expect(
            told.map(text) == [
                "null>contact null \(start + 100_000)",
                "contact>trust \(start + 100_000) \(start + 200_000)",
                "null>trust null \(start + 200_000)",
                "null>contact null \(start + 50_000)",
                "contact>trust \(start + 50_000) null",
            ]
        )
        let ids = told.map { $0["id"] as? String }
        #expect(told.map { $0["replaces"] as? String } == [nil, nil, nil, ids[0], ids[1]])
        let check = try scene.run("check", "--connect")
        #expect(check.status == 0, "\(check)")
        #expect(check.output.contains("  ways-late-ways: 3 partitions\n"), "\(check.output)")
    }
}
