// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What the running daemon shows over HTTP.
@Suite(.serialized) struct MetricsTests {
    @Test func `metrics show the last finals of the topic and please promtool`() throws {
        var scene = try Scene("metrics")
        scene.sections["time"] = "{out_of_orderness: 1s, idle: 1h, stale_after: 1h}"
        let records = StoryRecords.recentViews(40)
        try scene.write(records)
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        let metrics = try daemon.awaitMetrics("the values of finals") {
            !$0.all("streamgauge_kpi_value").isEmpty
        }
        #expect(try daemon.get("/livez") != nil)
        #expect(try daemon.get("/readyz") != nil)
        #expect(try daemon.get("/nothing") == nil)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(try Judges.promtoolComplaints(about: metrics.text, folder: scene.folder) == "")
        var last: [String: SnapshotRecord] = [:]
        for snapshot in try SnapshotRecord.all(in: scene.output()) {
            let series = "\(snapshot.kpi) \(snapshot.definition) \(snapshot.window.size)"
            if snapshot.window.end > last[series]?.window.end ?? 0 { last[series] = snapshot }
        }
        let shown = metrics.all("streamgauge_kpi_value").map { sample in
            let labels = ["kpi", "definition", "window"].map { sample.labels[$0] ?? "" }
            return (labels.joined(separator: " "), sample.value)
        }
        let values = Dictionary(uniqueKeysWithValues: shown)
        #expect(values == last.compactMapValues(\.value))
        #expect(values.count > 5)
    }
}
