// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That each turn of a rule stands once on the alert topic, whatever ends the daemon.
@Suite(.serialized) struct RuleTests {
    private static let hours = 60
    private static let killCount = 5
    /// Page views of an hour, in turn.
    private static let views = [12, 6, 2, 12, 3, 7, 12, 0, 0, 0, 1]

    private static var records: [TopicRecord] { (0..<hours).flatMap(records(of:)) }

    private static func records(of hour: Int) -> [TopicRecord] {
        Scene.pageViews(views[hour % views.count], in: hour, partitions: 2)
    }

    /// The windows that turn a rule, by the finals: each with whether it fires.
    private func expected(
        _ finals: [[String: Any]],
        hold: Int,
        isOff: (_ value: Double, _ before: Double?, _ dayBefore: Double?) -> Bool?
    ) throws -> [String] {
        var told: [String] = []
        var (isFiring, run) = (false, 0)
        var before: Double?
        var whole: [Int64: Double] = [:]
        for final in finals where final["complete"] as? Bool == true {
            whole[start(final)] = final["value"] as? Double
        }
        for final in finals {
            let value = try #require(final["value"] as? Double)
            let window = try #require(final["window"] as? [String: Any])
            let (start, end) = (window["start"] as? Int64 ?? 0, window["end"] as? Int64 ?? 0)
            let until = final["gap_until"] as? Int64 ?? end
            for end in stride(from: end, through: until, by: 3_600_000) {
                defer { before = value }
                let reading =
                    final["complete"] as? Bool == false
                    ? nil : isOff(value, before, whole[end - 25 * 3_600_000])
                run = reading == nil || reading == isFiring ? 0 : run + 1
                guard run == hold else { continue }
                (isFiring, run) = (!isFiring, 0)
                told.append("\(start) \(isFiring ? "firing" : "resolved") \(end)")
            }
        }
        return told
    }

    private func start(_ object: [String: Any]) -> Int64 {
        (object["window"] as? [String: Any])?["start"] as? Int64 ?? -1
    }

    private func scene(_ name: String) throws -> Scene {
        var scene = try Scene(name, partitions: 2)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[web.pageviews]"
        scene.sections["alerts"] = """
            {topic: \(name)-alerts, rules: [
              {name: few, kpi: web.pageviews, below: 7, for: 2},
              {name: day, kpi: web.pageviews, change: day, above: 150, below: -60},
              {name: jump, kpi: web.pageviews, change: previous, above: 99, below: -60},
              {name: silence, kpi: web.pageviews, no_data: true, for: 3h, severity: warn}]}
            """
        return scene
    }

    private func objects(_ records: [TopicRecord]) throws -> [[String: Any]] {
        try records.compactMap {
            try JSONSerialization.jsonObject(with: Data($0.value ?? [])) as? [String: Any]
        }
    }

    /// Compares the alerts with what follows from the finals.
    ///
    /// - Returns: the alerts.
    private func expectTurns(_ scene: Scene, least: Int) throws -> [[String: Any]] {
        let alerts = try objects(try scene.broker.reader("\(scene.name)-alerts").readAll())
        let finals = try objects(try scene.output()).sorted { start($0) < start($1) }
        let whole = finals.filter { $0["complete"] as? Bool == true }
        try #require(
            whole.count > 10,
            "\(finals.count) finals, \(whole.count) of them whole: nothing could be expected"
        )
        func told(_ name: String) -> [String] {
            alerts.filter { $0["name"] as? String == name }.map { alert in
                "\(start(alert)) \(alert["status"] ?? "") \(alert["since"] ?? "")"
            }
        }
        var due = [
            "few": try expected(finals, hold: 2) { value, _, _ in value < 7 },
            "jump": try expected(finals, hold: 1) { value, before, _ in
                guard let before, before != 0 else { return nil }
                let change = (value - before) / before * 100
                return change > 99 || change < -60
            },
            "day": try expected(finals, hold: 1) { value, _, before in
                guard let before, before != 0 else { return nil }
                let change = (value - before) / before * 100
                return change > 150 || change < -60
            },
            "silence": try expected(finals, hold: 3) { value, _, _ in value == 0 },
        ]
        // By then no hour has one of the day before.
        if finals.count < 30 { due["day"] = nil }
        for (rule, turns) in due {
            try #require(turns.count > least, "the finals hold too few turns of \(rule): \(finals)")
            #expect(told(rule) == turns)
        }
        #expect(alerts.count == due.values.map(\.count).reduce(0, +))
        return alerts
    }

    @Test(arguments: [0, 1])
    func `each turn is there once, however often the daemon is killed`(threads: Int) throws {
        var random = SplitMix64(seed: 0x5EED_0047)
        var scene = try scene("rules-\(threads)")
        scene.sections["threads"] = "{aggregate: \(threads)}"
        try scene.write(Self.records, killing: Self.killCount, &random)
        let daemon = try scene.start()
        try daemon.awaitCommits(20)
        let shown = try #require(try daemon.get("/api/v1/alerts"))
        let metrics = try daemon.metrics()
        #expect(daemon.stop() == 0, "\(daemon.log)")

        let alerts = try expectTurns(scene, least: 4)
        let severities = Set(alerts.map { "\($0["name"] ?? "") \($0["severity"] ?? "")" })
        #expect(severities == ["day breach", "few breach", "jump breach", "silence warn"])
        #expect(
            alerts.allSatisfy { $0["rule"] is [String: Any] && $0["snapshot"] is [String: Any] }
        )
        let answer = try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any]
        #expect((answer?["history"] as? [Any])?.count == alerts.count)
        #expect(metrics.sum("streamgauge_table_limit", ["table": "alert_rules"]) == 100_000)
    }

    @Test(arguments: [0, 1])
    func `a rule goes on from commit to commit`(threads: Int) throws {
        var scene = try scene("rules-slowly-\(threads)")
        scene.sections["threads"] = "{aggregate: \(threads)}"
        // Before it starts: where all partitions are empty, time begins with the clock on the wall, and
        // what comes then is late.
        try scene.write(Self.records(of: 0))
        let daemon = try scene.start()
        var count = Self.records(of: 0).count
        try daemon.awaitRecords(count)
        for hour in 1..<24 {
            let records = Self.records(of: hour)
            guard !records.isEmpty else { continue }
            try scene.write(records)
            count += records.count
            try daemon.awaitRecords(count)
        }
        #expect(daemon.stop() == 0, "\(daemon.log)")
        _ = try expectTurns(scene, least: 1)
    }

    @Test func `what fires of a rule that is removed is ended once`() throws {
        var scene = try scene("rules-removed")
        let begun = (0..<12).flatMap(Self.records(of:))
        try scene.write(begun)
        let first = try scene.start()
        try first.awaitRecords(begun.count)
        #expect(first.stop() == 0, "\(first.log)")
        func told() throws -> [String] {
            try objects(try scene.broker.reader("\(scene.name)-alerts").readAll())
                .filter { $0["name"] as? String == "few" }
                .map { "\($0["status"] ?? "") \(start($0))" }
        }
        let before = try told()
        let firing = try #require(before.last)
        try #require(firing.hasPrefix("firing "), "\(before)")
        scene.sections["alerts"] = """
            {topic: rules-removed-alerts, rules: [{name: silence, kpi: web.pageviews, no_data: true}]}
            """
        for _ in 0..<2 {
            let next = try scene.start()
            try next.awaitCommits(5)
            #expect(next.stop() == 0, "\(next.log)")
            #expect(try told() == before + [firing.replacing("firing", with: "resolved")])
        }
    }

    @Test func `who stood by goes on where the leader was killed`() throws {
        let scene = try scene("rules-standby")
        let records = Self.records
        let first = (0..<20).flatMap(Self.records(of:))
        try scene.write(first)
        let leader = try scene.start("first")
        try leader.awaitRecords(first.count)
        let standby = try scene.start("second")
        try standby.awaitLog("stands by")
        // Killed with what it has just read, committed or not.
        try scene.write(Array(records.dropFirst(first.count).prefix(60)))
        leader.kill()
        try standby.awaitLog("goes on from the stored state")
        try scene.write(Array(records.dropFirst(first.count + 60)))
        try standby.awaitRecords(records.count)
        #expect(standby.stop() == 0, "\(standby.log)")
        _ = try expectTurns(scene, least: 4)
    }
}
