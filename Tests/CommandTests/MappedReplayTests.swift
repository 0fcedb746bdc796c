// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Pipeline
import Settings
import Testing

@testable import streamgauge

/// Events of another shape, from the settings to the numbers.
struct MappedReplayTests {
    /// The Yahoo Streaming Benchmark: ads of campaigns, which a table knows.
    private static let settings = """
        inputs:
          - topic: ad-events
            format: mapped
            fields:
              type: event_type
              time: event_time
              user: user_id
              object: ad_id
              label: ad_type
              id_parts: [ user_id, page_id, ad_id, event_type, event_time ]
            time_unit: ms
            constants: { channel: social, paid: true }
            types: { view: impression, click: link_click, purchase: order }
        tables: { ads: { topic: ad-campaigns, key: object, fields: [ campaign ] } }
        windows: [ 10s ]
        kpis:
          - { id: social.link_clicks, by: [ [campaign] ] }
          - { id: social.impressions, by: [ [campaign], [label] ] }

        """

    private static func event(_ ad: String, _ type: String, _ second: Int) -> String {
        #"{"user_id":"u\#(second)","page_id":"p","ad_id":"\#(ad)","ad_type":"banner","#
            + #""event_type":"\#(type)","event_time":"\#(1_767_261_600_000 + second * 1_000)","#
            + #""ip_address":"1.2.3.4"}"#
    }

    private static let campaigns = [("a1", "c1"), ("a2", "c1"), ("a3", "c2")].map { ad, campaign in
        #"{"key":"\#(ad)","time":0,"value":{"campaign":"\#(campaign)"}}"#
    }

    @Test func `an ad's events belong to the campaign that a table knows`() throws {
        let views = [("a1", 0), ("a2", 1), ("a3", 2), ("a9", 3), ("a1", 11)]
        let clicks = [("a2", 4), ("a1", 5), ("a3", 9), ("a3", 9)]
        let bench = try ReplayBench(
            lines: views.map { Self.event($0.0, "view", $0.1) }
                + clicks.map { Self.event($0.0, "click", $0.1) } + [Self.event("a1", "hover", 12)],
            settings: Self.settings,
            tables: [("ads", Self.campaigns)]
        )
        let start = "2026-01-01T10:00:00Z"
        for (kpi, campaign, expected) in [
            ("social.impressions", "c1", "2"), ("social.impressions", "c2", "1"),
            ("social.impressions", "", "1"), ("social.link_clicks", "c1", "2"),
            ("social.link_clicks", "c2", "1"),
        ] {
            let found = try bench.final(kpi, "10s", at: start, dims: ["campaign": campaign])
            #expect(found == expected, "\(kpi) of \(campaign)")
        }
        let banners = ["label": "banner"]
        #expect(try bench.final("social.impressions", "10s", at: start, dims: banners) == "4")
        #expect(bench.report.outcomes.duplicate == 1)
        #expect(bench.report.counts.rejectedRecords + bench.report.counts.rejectedEvents == 0)
    }

    @Test func `a time of another unit is rejected with the unit in the sentence`() throws {
        let bench = try ReplayBench(
            lines: [Self.event("a1", "view", 0).replacing("1767261600000", with: "2026-01-01")],
            settings: Self.settings,
            tables: [("ads", Self.campaigns)]
        )
        #expect(bench.report.text.contains("'event_time' is not a time (milliseconds since 1970)"))
    }

    /// What stands between a page's fences, and between those.
    private static func parts(_ page: String) throws -> [String] {
        let root = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
            path.deletingLastPathComponent()
        }
        return String(decoding: try Data(contentsOf: root.appending(path: page)), as: UTF8.self)
            .components(separatedBy: "```")
    }

    @Test(arguments: ["Formats/mapped.md", "Formats/posthog.md", "Formats.md"])
    func `every example of settings on a page is accepted`(page: String) throws {
        let examples = try Self.parts("Sources/streamgauge/streamgauge.docc/\(page)")
            .filter { $0.hasPrefix("yaml\n") }
        #expect(!examples.isEmpty)
        for example in examples {
            let text = String(example.dropFirst("yaml\n".count))
            _ = try Blueprint(try Settings.parse(text, for: .offline), identity: .fixed)
        }
    }

    @Test func `the example of the page counts as it says`() throws {
        let parts = try Self.parts("Sources/streamgauge/streamgauge.docc/Formats/mapped.md")
        try #require(parts.count > 4)
        let event = String(parts[3].dropFirst("json\n".count)).replacing("\n", with: "")
        let settings = String(parts[1].dropFirst("yaml\n".count))
        let kpis = "windows: [ 1h ]\nkpis: [ { id: mkt.revenue, by: [ [country] ] } ]\n"
        let bench = try ReplayBench(lines: [event], settings: settings + kpis)
        #expect(bench.report.outcomes.counted == 1, "\(bench.report.text)")
        let found = try bench.final(
            "mkt.revenue",
            "1h",
            at: "2026-03-02T09:00:00Z",
            dims: ["country": "IT"]
        )
        #expect(found == "39")
    }

    @Test func `answers of PostHog have the scale that the example of its page gives them`() throws
    {
        let page = try Self.parts("Sources/streamgauge/streamgauge.docc/Formats/posthog.md")
        let example = try #require(page.first { $0.hasPrefix("yaml\n") })
        let settings = example.dropFirst("yaml\n".count) + "windows: [ 1h ]\n"
        let answers = [(1, "r1", "\"10\""), (2, "r2", "9"), (3, "r3", "2"), (4, "r3", "10")]
        let lines = answers.map { minute, response, score in
            #"{"uuid":"u\#(minute)","event":"survey sent","distinct_id":"p-\#(response)","#
                + #""timestamp":"2026-03-02T09:0\#(minute):00.000Z","properties":{"$survey_id":"s","#
                + #""$survey_submission_id":"\#(response)","$survey_response":\#(score)}}"#
        }
        let start = "2026-03-02T09:00:00Z"
        let kpis = "kpis: [ cx.nps ]\n"
        let bench = try ReplayBench(lines: lines, settings: settings + kpis)
        #expect(try bench.final("cx.nps", "1h", at: start) == "300/3", "\(bench.report.text)")
        let word = try ReplayBench(
            lines: [lines[0].replacing("\"10\"", with: "\"Great\"")],
            settings: settings + kpis
        )
        #expect(word.report.counts.rejectedRecords + word.report.counts.rejectedEvents == 1)
        let plain = try ReplayBench(lines: lines, settings: "windows: [ 1h ]\n", format: .posthog)
        #expect(try plain.final("cx.nps", "1h", at: start) == "0/0")
    }

    @Test func `a format of the command line leaves the description behind`() throws {
        let bench = try ReplayBench(
            lines: [#"{"type":"impression","time":1767261600000,"object":"a3"}"#],
            settings: Self.settings,
            format: .native,
            tables: [("ads", Self.campaigns)]
        )
        let found = try bench.final(
            "social.impressions",
            "10s",
            at: "2026-01-01T10:00:00Z",
            dims: ["campaign": "c2"]
        )
        #expect(found == "1")
    }
}
