// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import TestSupport
import Testing

/// The same events from a file and through the broker.
@Suite(.serialized) struct ReplayTests {
    /// Finals as text without what may differ, and runs of empty windows however they were cut.
    private struct Finals: Equatable {
        var texts: Set<String> = []
        var empty: [SnapshotRecord.Key: [Range<Int64>]] = [:]
        /// Values of the first day, of all events together.
        var day: [String: Double] = [:]

        init(_ lines: [String]) throws {
            for line in lines {
                let record = try JSONDecoder().decode(SnapshotRecord.self, from: Data(line.utf8))
                if record.closed == "end" { continue }
                guard record.num == 0, record.den ?? 0 == 0 else {
                    texts.insert(Self.compared(line))
                    if record.window.size == "1d", record.window.start == Scene.midnight,
                        record.dims.isEmpty
                    {
                        day[record.kpi] = record.value
                    }
                    continue
                }
                var key = record.key
                key.window.start = 0
                key.window.end = 0
                let end = record.gapUntil ?? record.window.end
                empty[key, default: []].append(record.window.start..<end)
            }
            empty = empty.mapValues(Self.joined)
        }

        private static func compared(_ line: String) -> String {
            line.replacing(/"(emitted|watermark|generation)":[0-9]+/, with: "")
        }

        private static func joined(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
            var joined: [Range<Int64>] = []
            for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if let last = joined.last, range.lowerBound <= last.upperBound {
                    let end = max(last.upperBound, range.upperBound)
                    joined[joined.count - 1] = last.lowerBound..<end
                } else {
                    joined.append(range)
                }
            }
            return joined
        }
    }

    /// Compares them; what the replay told of its records, and its values of the first day.
    @discardableResult
    private func compare(
        _ scene: Scene,
        _ records: [TopicRecord],
        atLeast count: Int
    ) throws -> (report: String, day: [String: Double]) {
        let file = scene.folder.appendingPathComponent("events.ndjson")
        let text = records.compactMap(\.text).joined(separator: "\n") + "\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        let arguments = ["replay", "--config", try scene.settingsFile().path, file.path]
        let replay = try Streamgauge.run(arguments, folder: scene.folder)
        #expect(replay.status == 0, "\(replay.errors)")
        #expect(!replay.errors.contains("rejected: "), "\(replay.errors)")
        let again = try Streamgauge.run(arguments, folder: scene.folder)
        #expect(again.output == replay.output)
        try scene.write(records)
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        #expect(daemon.stop() == 0, "\(daemon.log)")
        let lines = replay.output.split(separator: "\n").map(String.init)
        let replayed = try Finals(lines)
        let written = try Finals(scene.output().compactMap(\.text))
        #expect(written.texts.subtracting(replayed.texts).sorted().prefix(5) == [])
        #expect(replayed.texts.subtracting(written.texts).sorted().prefix(5) == [])
        #expect(written.texts.count >= count)
        #expect(written.empty == replayed.empty)
        let replayedRecords = lines.map { TopicRecord(text: $0) }
        #expect(try Judges.schemaComplaints(about: replayedRecords, folder: scene.folder) == "")
        #expect(try scene.rejected() == [])
        return (replay.errors, replayed.day)
    }

    @Test func `a replay of a story gives the finals that the broker gives`() throws {
        let records = StoryRecords.records(seed: 21, isBroken: false)
        var scene = try Scene("replay-native")
        scene.sections["windows"] = "[1h, 1d]"
        try compare(scene, records, atLeast: 1_000)
    }

    @Test func `a replay of Segment calls gives the finals that the broker gives`() throws {
        var scene = try Scene("replay-segment")
        scene.sections["inputs"] = "[{topic: replay-segment, source: test, format: segment}]"
        let records = Self.calls.enumerated().map { number, call in
            let time = Scene.midnight + call.minute * 60_000
            let stamp = Date(timeIntervalSince1970: Double(time) / 1_000).formatted(.iso8601)
            let text = """
                {"messageId":"m-\(number)","timestamp":"\(stamp)","receivedAt":"\(stamp)",\(call.rest)}
                """
            return TopicRecord(partition: 0, timestamp: time, text: text)
        }
        try compare(scene, records, atLeast: 20)
    }

    @Test func `a replay of PostHog's events gives the finals that the broker gives`() throws {
        var scene = try Scene("replay-posthog")
        scene.sections["inputs"] = "[{topic: replay-posthog, source: test, format: posthog}]"
        let records = Self.events.enumerated().map { number, event in
            let time = Scene.midnight + event.minute * 60_000
            let stamp = Date(timeIntervalSince1970: Double(time) / 1_000).formatted(.iso8601)
            let text = """
                {"uuid":"e-\(number)","timestamp":"\(stamp)",\(event.rest)}
                """
            return TopicRecord(partition: 0, timestamp: time, text: text)
        }
        try compare(scene, records, atLeast: 20)
    }

    @Test(arguments: FormatStory.all)
    func `a replay of any other format gives the finals that the broker gives`(
        story: FormatStory
    ) throws {
        var scene = try Scene(story.topic)
        scene.sections["inputs"] = story.inputs
        let told = try compare(scene, story.records(), atLeast: story.finals)
        #expect(told.report.hasPrefix(story.report), "\(told.report)")
        #expect(told.day.filter { story.day[$0.key] != nil } == story.day)
    }

    @Test func `every format is compared`() {
        let own: Set<InputFormat> = [.native, .segment, .posthog]
        #expect(Set(FormatStory.all.map(\.format)).union(own) == Set(InputFormat.allCases))
    }

    /// A visit with a sign-in and an order, whose properties come as text too, and the end.
    private static let events: [(minute: Int64, rest: String)] = [
        (
            1,
            #""event":"$pageview","distinct_id":"a-1","properties":{"$current_url":"https://s.example/","$session_id":"s"}"#
        ),
        (
            3,
            #""event":"$pageview","distinct_id":"a-1","properties":"{\"$current_url\":\"https://s.example/b\",\"$session_id\":\"s\"}""#
        ),
        (4, #""event":"$create_alias","distinct_id":"u-1","properties":{"alias":"a-1"}"#),
        (
            6,
            #""event":"Order Completed","distinct_id":"u-1","properties":{"revenue":39.8,"currency":"EUR","$session_id":"s"}"#
        ),
        (2_000, #""event":"$pageview","distinct_id":"a-9","properties":{}"#),
    ]

    /// A visit with a sign-in and an order, a bounced one, a use of the app, a mail; the end.
    private static let calls: [(minute: Int64, rest: String)] = [
        (1, #""type":"page","anonymousId":"a-1","properties":{"url":"https://shop.example/"}"#),
        (2, #""type":"page","anonymousId":"a-2","properties":{"url":"https://shop.example/b"}"#),
        (3, #""type":"page","anonymousId":"a-1","properties":{"url":"https://shop.example/c"}"#),
        (4, #""type":"identify","anonymousId":"a-1","userId":"u-1""#),
        (
            6,
            #""type":"track","event":"Order Completed","anonymousId":"a-1","userId":"u-1","#
                + #""properties":{"order_id":"o-1","revenue":39.8,"currency":"EUR"}"#
        ),
        (9, #""type":"track","event":"Application Installed","anonymousId":"a-3""#),
        (10, #""type":"track","event":"Application Opened","anonymousId":"a-3""#),
        (11, #""type":"screen","name":"home","anonymousId":"a-3""#),
        (12, #""type":"screen","name":"basket","anonymousId":"a-3""#),
        (
            20,
            #""type":"track","event":"Email Delivered","userId":"u-1","#
                + #""properties":{"email_id":"e-1","campaign_id":"c-1"}"#
        ),
        (
            22,
            #""type":"track","event":"Email Opened","userId":"u-1","#
                + #""properties":{"email_id":"e-1","campaign_id":"c-1"}"#
        ),
        (
            24,
            #""type":"track","event":"Email Link Clicked","userId":"u-1","#
                + #""properties":{"email_id":"e-1","campaign_id":"c-1"}"#
        ),
        (10 * 1_440, #""type":"page","anonymousId":"a-9","properties":{}"#),
    ]
}
