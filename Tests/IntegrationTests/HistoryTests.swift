// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What was final, asked for over HTTP.
@Suite(.serialized) struct HistoryTests {
    private struct Answer: Decodable {
        struct Series: Decodable {
            struct Point: Decodable, Equatable {
                var start: Int64
                var end: Int64
                var revision: Int
                var value: Double?
                var num: Double
                var complete: Bool
            }

            var dims: [String: String]
            var points: [Point]
        }

        var series: [Series]
    }

    /// All series of two KPIs by name.
    private func history(_ daemon: Daemon) throws -> [String: [Answer.Series.Point]] {
        var found: [String: [Answer.Series.Point]] = [:]
        for (kpi, by) in [("web.visits", ""), ("web.visits", "country"), ("web.bounce_rate", "")] {
            let path = "/api/v1/kpis/\(kpi)?window=1h&by=\(by)&limit=2000&series=200"
            let text = try #require(try daemon.get(path))
            let answer = try JSONDecoder().decode(Answer.self, from: Data(text.utf8))
            for series in answer.series {
                found["\(kpi) \(series.dims.values.joined())"] = series.points
            }
        }
        return found
    }

    @Test func `it is what stands on the topic, and outlives the process`() throws {
        var scene = try Scene("history", partitions: 2)
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[{id: web.visits, by: [[country]]}, web.bounce_rate]"
        let records = StoryRecords.records(seed: 16, partitions: 2)
        try scene.write(records)
        let first = try scene.start()
        try first.awaitRecords(records.count)
        let before = try history(first)
        first.kill()
        let second = try scene.start()
        try second.awaitLog("goes on from the stored state")
        #expect(try history(second) == before)
        let newest = try #require(before["web.bounce_rate "]?.last)
        let bounces = ["kpi": "web.bounce_rate"]
        let shown = try second.metrics()
        #expect(shown.sum("streamgauge_kpi_numerator", bounces) == newest.num)
        let end = shown.sum("streamgauge_kpi_window_end_timestamp_seconds", bounces)
        #expect(end == Double(newest.end / 1_000))
        try second.awaitRecords(0)
        let after = try history(second)
        #expect(second.stop() == 0, "\(second.log)")

        var told: [String: [Answer.Series.Point]] = [:]
        for snapshot in try SnapshotRecord.all(in: scene.output()) {
            let name = "\(snapshot.kpi) \(snapshot.dims.values.joined())"
            let length = snapshot.window.end - snapshot.window.start
            // Of a run of empty windows the first and the last.
            for end in Set([snapshot.window.end, snapshot.gapUntil ?? snapshot.window.end]) {
                let point = Answer.Series.Point(
                    start: end - length,
                    end: end,
                    revision: snapshot.revision,
                    value: snapshot.value,
                    num: snapshot.num,
                    complete: snapshot.complete
                )
                told[name, default: []].removeAll { $0.start == point.start }
                told[name, default: []].append(point)
            }
        }
        #expect(told.count > 4)
        for (name, points) in told {
            #expect(after[name] == points.sorted { $0.start < $1.start }, "\(name)")
        }
    }
}
