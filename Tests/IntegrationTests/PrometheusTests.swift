// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A real Prometheus with our rules beside a daemon.
@Suite(.serialized) struct PrometheusTests {
    @Test func `its queries give the values of the snapshots, and our rules evaluate`() throws {
        var scene = try Scene("prometheus")
        scene.sections["time"] = "{out_of_orderness: 1s, idle: 1h, stale_after: 1h}"
        scene.sections["kpis"] =
            "[{id: web.visits, by: [[country]]}, web.bounce_rate, web.visitors]"
        let records = StoryRecords.recentViews(60, countries: ["de", "f\\\"r", "b\\\\e\\n"])
        try scene.write(records)
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        let prometheus = try Prometheus(scraping: daemon.port(), folder: scene.folder)
        let shown = try daemon.awaitMetrics("the values of finals") {
            !$0.all("streamgauge_kpi_value").isEmpty
        }
        let count = shown.all("streamgauge_kpi_value").count
        let samples = try Patience.wait(for: "Prometheus to know the values: \(prometheus.log)") {
            let samples = try prometheus.query("streamgauge_kpi_value") ?? []
            return samples.count >= count ? samples : nil
        }
        var last: [String: SnapshotRecord] = [:]
        for snapshot in try SnapshotRecord.all(in: scene.output()) {
            let series =
                "\(snapshot.kpi) \(snapshot.definition) \(snapshot.window.size) "
                + "\(snapshot.dims["country"] ?? "")"
            if snapshot.window.end > last[series]?.window.end ?? 0 { last[series] = snapshot }
        }
        let known = samples.map { sample in
            let labels = ["kpi", "definition", "window", "country"].map { sample.metric[$0] ?? "" }
            return (labels.joined(separator: " "), sample.number)
        }
        let values = Dictionary(uniqueKeysWithValues: known)
        #expect(values == last.compactMapValues(\.value))
        #expect(values.keys.contains { $0.hasSuffix("f\"r") })
        #expect(values.keys.contains { $0.hasSuffix("b\\e\n") })

        let rules = try Patience.wait(for: "each rule to be evaluated: \(prometheus.log)") {
            let rules = try prometheus.rules() ?? [:]
            return rules.values.contains { $0.health == "unknown" } ? nil : rules
        }
        #expect(rules.count > 10)
        for (name, rule) in rules { #expect(rule.health == "ok", "\(name): \(rule)") }
        #expect(rules["StreamgaugeDown"]?.state == "inactive")
        #expect(daemon.stop() == 0, "\(daemon.log)")
        _ = try Patience.wait(for: "the end of the daemon to be noticed") {
            try prometheus.rules()?["StreamgaugeDown"]?.state == "pending" ? true : nil
        }
    }
}
