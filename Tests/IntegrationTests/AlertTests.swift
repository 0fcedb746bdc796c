// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That each change of a target's status stands once on the alert topic, whatever ends the daemon.
@Suite(.serialized) struct AlertTests {
    private static let hours = 60
    private static let killCount = 5
    /// Page views of an hour, in turn.
    private static let views = [12, 6, 2, 12, 3, 7, 12, 12, 1]

    private static var records: [TopicRecord] {
        (0..<hours).flatMap { hour in
            Scene.pageViews(views[hour % views.count], in: hour, partitions: 2)
        }
    }

    private struct Alert: Equatable {
        var start: Int64
        var status: String
        var severity: String
    }

    private func objects(_ records: [TopicRecord]) throws -> [[String: Any]] {
        try records.map { record in
            let object = try JSONSerialization.jsonObject(with: Data(record.value ?? []))
            return try #require(object as? [String: Any])
        }
    }

    private func start(_ object: [String: Any]) throws -> Int64 {
        try #require((object["window"] as? [String: Any])?["start"] as? Int64)
    }

    private func status(_ object: [String: Any]) throws -> String {
        try #require((object["target"] as? [String: Any])?["status"] as? String)
    }

    /// The alerts that statuses in finals ask for.
    private func expected(_ finals: [[String: Any]]) throws -> [Alert] {
        let levels = ["warn", "breach", "no_data"]
        var before: String?
        var alerts: [Alert] = []
        for final in try finals.sorted(by: { try start($0) < start($1) }) {
            let now = try levels.first { try $0 == status(final) }
            if now != before {
                alerts.append(
                    Alert(
                        start: try start(final),
                        status: now == nil ? "resolved" : "firing",
                        severity: now ?? before ?? ""
                    )
                )
            }
            before = now
        }
        return alerts
    }

    @Test func `each change is there once, however often the daemon is killed`() throws {
        var random = SplitMix64(seed: 0x5EED_0042)
        var scene = try Scene("alerts", partitions: 2)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = """
            [{id: web.pageviews, target: {value: 10, warn: 8, breach: 5, hold: 1, min_sample: 0}}]
            """
        scene.sections["alerts"] = "{topic: alerts-alerts}"
        let records = Self.records
        try scene.write(records, killing: Self.killCount, &random)
        let daemon = try scene.start()
        try daemon.awaitCommits(20)
        let shown = try #require(try daemon.get("/api/v1/alerts"))
        #expect(daemon.stop() == 0, "\(daemon.log)")

        let told = try objects(try scene.broker.reader("alerts-alerts").readAll())
        let alerts = try told.map { object in
            Alert(
                start: try start(object),
                status: try #require(object["status"] as? String),
                severity: try #require(object["severity"] as? String)
            )
        }
        let finals = try objects(try scene.output())
        #expect(try alerts == expected(finals))
        #expect(Set(alerts.map { "\($0.status) \($0.severity)" }).count >= 4)
        #expect(alerts.count > 20)
        for object in told {
            let snapshot = try #require(object["snapshot"] as? [String: Any])
            #expect(try start(snapshot) == start(object))
            #expect(object["name"] as? String == "web.pageviews")
        }
        let answer = try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any]
        #expect((answer?["history"] as? [Any])?.count == alerts.count)
        #expect((answer?["alerts"] as? [Any])?.count == (alerts.last?.status == "firing" ? 1 : 0))
    }
}
