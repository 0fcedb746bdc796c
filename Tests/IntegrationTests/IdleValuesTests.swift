// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

/// Values that go out of use, on a real broker: a start gives their places to others.
@Suite(.serialized) struct IdleValuesTests {
    private static let day: Int64 = 86_400_000
    private static let days: Int64 = 10
    private static let kpi = "web.pageviews"

    /// Page views of some campaigns on a day, one of which has been there always.
    private func views(_ day: Int64) -> [TopicRecord] {
        let begin = Scene.midnight + day * Self.day
        let campaigns = ["always", "a\(day)", "always", "b\(day)", "a\(day)", "c\(day)"]
        return campaigns.enumerated().map { place, campaign in
            let time = begin + Int64(place + 1) * 3_600_000
            let text = """
                {"type":"page_view","time":\(time),"id":"\(day)-\(place)","anonymous":"a",\
                "campaign":"\(campaign)"}
                """
            return TopicRecord(partition: 0, timestamp: time, text: text)
        }
    }

    @Test func `new values get the places of idle ones at a start, and every final is right`()
        throws
    {
        var scene = try Scene("idle-values")
        // Twenty are known, and each day brings three.
        scene.sections["limits"] = "{dimension_values: 5}"
        scene.sections["kpis"] = "[{id: \(Self.kpi), by: [[campaign]], windows: [1h, 1d]}]"
        var oracle = try Oracle(
            [
                KPISelection(
                    Self.kpi,
                    by: [["campaign"]],
                    windows: [.tumbling(3_600_000), .tumbling(Self.day)]
                )
            ],
            valueLimit: 5,
            knownValues: 1_000
        )
        var count = 0
        var released = 0
        for day in 0..<Self.days {
            let records = views(day) + (day + 1 == Self.days ? end : [])
            try scene.write(records)
            oracle.feed(records)
            oracle.close()
            count += records.count
            let daemon = try scene.start("day-\(day)")
            let metrics = try daemon.awaitRecords(count)
            #expect(metrics.sum("streamgauge_conservation_violations_total") == 0)
            // One goes without a chance to write anything more, the next in order.
            if day % 2 == 0 { daemon.kill() } else { #expect(daemon.stop() == 0, "\(daemon.log)") }
            if daemon.log.contains("are free again") { released += 1 }
            #expect(!daemon.log.contains("a table is full"), "\(daemon.log)")
        }
        #expect(released >= 2)
        let snapshots = try SnapshotRecord.all(in: scene.output())
        #expect(oracle.differences(from: snapshots) == [])
        #expect(Set(snapshots.map { "\($0.key) \($0.revision)" }).count == snapshots.count)
        for day in 0..<Self.days {
            let start = Scene.midnight + day * Self.day
            let daily = snapshots.filter { $0.window.start == start && $0.window.size == "1d" }
            #expect(daily.first { $0.dims["campaign"] == "a\(day)" }?.num == 2, "\(day)")
            #expect(daily.first { $0.dims["campaign"] == "always" }?.num == 2, "\(day)")
        }
    }

    private var end: [TopicRecord] {
        StoryRecords.end(after: Scene.midnight + Self.days * Self.day)
    }

    @Test func `without a restart the table runs full, which is told once`() throws {
        var scene = try Scene("full-values")
        scene.sections["limits"] = "{dimension_values: 1}"
        scene.sections["kpis"] = "[{id: \(Self.kpi), by: [[campaign]], windows: [1d]}]"
        let records = (0..<3).flatMap { views($0) }
        try scene.write(records)
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        try daemon.awaitLog("a table is full")
        #expect(daemon.stop() == 0, "\(daemon.log)")
        #expect(daemon.log.split(separator: "a table is full").count == 2, "\(daemon.log)")
        #expect(daemon.log.contains("table=values_campaign"), "\(daemon.log)")
    }
}
