// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import TestSupport
import Testing

@testable import streamgauge

struct ReplayTests {
    @Test(arguments: [
        ("web.visits", "1d", ShopMorning.day, "3"),
        ("web.pageviews", "1d", ShopMorning.day, "4"),
        ("web.visitors", "1d", ShopMorning.day, "2"),
        ("web.bounce_rate", "1d", ShopMorning.day, "2/3"),
        ("web.conversion_rate", "1d", ShopMorning.day, "1/3"),
        ("web.avg_session_duration", "1d", ShopMorning.day, "420/3"),
        ("web.visits", "1h", ShopMorning.nine, "2"),
        ("web.visits", "1h", ShopMorning.ten, "1"),
        ("web.bounce_rate", "1h", ShopMorning.nine, "1/2"),
        ("web.bounce_rate", "1h", ShopMorning.ten, "1/1"),
        ("email.delivery_rate", "1h", ShopMorning.nine, "0/1"),
        ("email.open_rate", "1h", ShopMorning.nine, "2/3"),
        ("email.ctr", "1h", ShopMorning.nine, "1/3"),
        ("email.ctor", "1d", ShopMorning.day, "1/2"),
        ("email.unsubscribe_rate", "1d", ShopMorning.day, "0/3"),
    ])
    func `a morning's finals are those counted by hand`(
        kpi: String,
        size: String,
        start: String,
        expected: String
    ) throws {
        let events = try ReplayBench(lines: ShopMorning.lines + [ShopMorning.jump])
        #expect(try events.final(kpi, size, at: start) == expected)
        let end = try ReplayBench(lines: ShopMorning.lines)
        #expect(try end.final(kpi, size, at: start) == expected)
    }

    @Test func `what only the end of the input closes says so and is not complete`() throws {
        let end = try ReplayBench(lines: ShopMorning.lines)
        let event = try ReplayBench(lines: ShopMorning.lines + [ShopMorning.jump])
        let closedByEnd = try #require(
            try end.records("web.visits", "1d", at: ShopMorning.day).first
        )
        let closedByEvent = try #require(
            try event.records("web.visits", "1d", at: ShopMorning.day).first
        )
        #expect(closedByEnd.closed == "end" && !closedByEnd.complete)
        #expect(closedByEvent.closed == nil && closedByEvent.complete)
        #expect(closedByEvent.emitted == closedByEvent.watermark)
    }

    @Test func `segment events of three visitors give the numbers of their story`() throws {
        let bench = try ReplayBench(lines: SegmentStory.lines, format: .segment)
        #expect(try bench.final("web.visits", "1d", at: SegmentStory.day) == "3")
        #expect(try bench.final("web.bounce_rate", "1d", at: SegmentStory.day) == "2/3")
        #expect(try bench.final("web.conversion_rate", "1d", at: SegmentStory.day) == "1/3")
        #expect(try bench.final("app.installs", "1d", at: SegmentStory.day) == "1")
        #expect(try bench.final("app.screens_per_session", "1d", at: SegmentStory.day) == "2/1")
        #expect(try bench.final("email.ctr", "1d", at: SegmentStory.day) == "1/1")
        #expect(try bench.final("email.unsubscribe_rate", "1d", at: SegmentStory.day) == "0/1")
        #expect(bench.report.outcomes.counted == Int64(SegmentStory.lines.count))
    }

    @Test func `no more early values are told at a time than the daemon would tell`() throws {
        let lines = (0..<30).map { number in
            let time = 1_767_225_600_000 + Int64(number / 3) * 1_000
            return
                #"{"type":"page_view","time":\#(time),"country":"\#(["it", "de", "fr"][number % 3])"}"#
        }
        let settings = """
            kpis: [ { id: web.pageviews, by: [[country]], windows: [1m] } ]
            output: { max_early: 2 }
            """
        let bench = try ReplayBench(lines: lines, settings: settings, isEarly: true)
        let early = try SnapshotLine.all(bench.output).filter { $0.kind == "early" }
        #expect(early.count > 10)
        for (emitted, values) in Dictionary(grouping: early, by: \.emitted) {
            #expect(values.count <= 2, "\(emitted)")
        }
    }

    @Test func `series of a dimension stand beside the total, expected ones also when empty`()
        throws
    {
        let settings = """
            kpis:
              - id: web.visits
                by: [[country]]
                windows: [1h]
                expect: [{country: FR}]
            """
        let bench = try ReplayBench(
            lines: ShopMorning.lines + [ShopMorning.jump],
            settings: settings
        )
        func final(_ start: String, _ dims: [String: String]) throws -> String {
            try bench.final("web.visits", "1h", at: start, dims: dims)
        }
        #expect(try final(ShopMorning.nine, [:]) == "2")
        #expect(try final(ShopMorning.nine, ["country": "IT"]) == "1")
        #expect(try final(ShopMorning.nine, ["country": "DE"]) == "1")
        #expect(try final(ShopMorning.nine, ["country": "FR"]) == "0")
        #expect(try final(ShopMorning.ten, ["country": "IT"]) == "0 records")
    }

    @Test func `values over the limit of a dimension are the series other`() throws {
        let settings = """
            limits: { dimension_values: 1 }
            kpis: [ { id: web.pageviews, by: [[country]], windows: [1h] } ]
            """
        let bench = try ReplayBench(lines: ShopMorning.lines, settings: settings)
        let other = try bench.final(
            "web.pageviews",
            "1h",
            at: ShopMorning.nine,
            dims: ["country": "other"]
        )
        #expect(other == "2")
        let text = String(decoding: bench.output, as: UTF8.self)
        #expect(text.contains(#""overflow":true"#))
    }

    @Test func `an event behind its final makes a revision`() throws {
        let late = ShopMorning.page("a-9", "09:00:30", "IT")
        var lines = ShopMorning.lines
        // The watermark is 09:04 then: the minute of 09:00 was final at 09:03, and is kept to 09:05.
        lines.insert(ShopMorning.page("a-3", "09:05:00", "IT"), at: 3)
        lines.insert(late, at: 4)
        lines.append(ShopMorning.jump)
        let bench = try ReplayBench(lines: lines)
        let records = try bench.records("web.pageviews", "1m", at: ShopMorning.nine)
        #expect(records.map(\.kind) == ["final", "revision"])
        #expect(records.map(\.revision) == [0, 1])
        #expect(records.map(\.value) == [1, 2])
    }

    @Test func `an event that is far ahead of those behind it is told`() throws {
        var lines = ShopMorning.lines
        lines.insert(ShopMorning.page("a-7", "23:00:00", "IT"), at: 1)
        let text = try ReplayBench(lines: lines).report.text
        let order = text.split(separator: "\n").first { $0.hasPrefix("order: ") } ?? ""
        #expect(order.contains("in:3 of ") && order.contains(" behind "), "\(text)")
        #expect(order.contains("in:2 of ") && order.contains("T23:00:00.000Z; "), "\(text)")
        let inOrder = try ReplayBench(lines: ShopMorning.lines)
        #expect(!inOrder.report.text.contains("order:"))
    }

    @Test func `early values show a window as it grows, finals stay the same`() throws {
        let settings = "kpis: [ web.pageviews, web.bounce_rate ]"
        let lines = ShopMorning.lines + [ShopMorning.jump]
        let finals = try SnapshotLine.all(try ReplayBench(lines: lines, settings: settings).output)
        let bench = try ReplayBench(lines: lines, settings: settings, isEarly: true)
        let all = try SnapshotLine.all(bench.output)
        #expect(all.filter { $0.kind != "early" } == finals)
        let views = try bench.records("web.pageviews", "1h", at: ShopMorning.nine)
        #expect(views.map(\.kind) == ["early", "early", "early", "final"])
        #expect(views.map(\.value) == [1, 2, 3, 3])
        let bounce = try bench.records("web.bounce_rate", "1h", at: ShopMorning.nine)
        // a-1 has left one page open and a-2 opens one, then another: she is engaged.
        #expect(
            bounce.map(\.den).prefix(3) == [1, 2, 2] && bounce.map(\.num).prefix(3) == [1, 2, 1]
        )
        #expect(bounce.last?.kind == "final" && bounce.last?.value == 0.5)
    }

    @Test func `the same input gives the same bytes`() throws {
        let settings = "kpis: [ { id: web.visitors, by: [[country]] }, email.ctr ]"
        let one = try ReplayBench(lines: ShopMorning.lines, settings: settings)
        let other = try ReplayBench(lines: ShopMorning.lines, settings: settings)
        #expect(!one.output.isEmpty)
        #expect(one.output == other.output)
    }

    @Test func `packed input gives the bytes of plain input, in any number of parts`() throws {
        let folder = try TemporaryFolder()
        let text = Array((ShopMorning.lines.joined(separator: "\n") + "\n").utf8)
        // A cut inside a line: parts are no lines.
        let cut = 1_000
        let (head, tail) = (Array(text[..<cut]), Array(text[cut...]))
        let plain = try ReplayBench([try folder.write(text, to: "plain")])
        let inputs = [
            try folder.write(Packing.gzip(text), to: "one.gz"),
            try folder.write(Packing.gzip(head) + Packing.gzip(tail), to: "members"),
            try folder.write(Packing.gzip(head) + Packing.gzip(tail) + [0, 0], to: "padded.gz"),
            try folder.write(Packing.zstd(text), to: "one.zst"),
            try folder.write(Packing.zstd(head) + Packing.zstd(tail), to: "frames.txt"),
        ]
        for path in inputs {
            #expect(try ReplayBench([path]).output == plain.output, "\(path)")
        }
    }

    @Test func `single lines may be packed, as values of records are`() throws {
        let folder = try TemporaryFolder()
        var isSome = false
        var lines: [UInt8] = []
        for line in ShopMorning.lines {
            let packed = Packing.gzip(Array(line.utf8))
            // A packed value may have the byte that ends a line.
            let isWhole = !lines.isEmpty && !packed.contains(0x0A)
            isSome = isSome || isWhole
            lines += (isWhole ? packed : Array(line.utf8)) + [0x0A]
        }
        let plain = try ReplayBench(lines: ShopMorning.lines)
        #expect(isSome)
        #expect(try ReplayBench([try folder.write(lines, to: "lines")]).output == plain.output)
    }

    @Test func `several inputs are one partition`() throws {
        let folder = try TemporaryFolder()
        let half = ShopMorning.lines.count / 2
        let first = ShopMorning.lines[..<half].map { $0 + "\n" }.joined()
        let second = ShopMorning.lines[half...].map { $0 + "\n" }.joined()
        let paths = [
            try folder.write(first, to: "first"), try folder.write(second, to: "second"),
        ]
        let whole = try ReplayBench(lines: ShopMorning.lines)
        #expect(try ReplayBench(paths).output == whole.output)
    }

    @Test(arguments: [Packing.gzip, Packing.zstd])
    private func `packed input that is cut off is an error that names it`(
        pack: @Sendable ([UInt8]) -> [UInt8]
    ) throws {
        let folder = try TemporaryFolder()
        let packed = pack(Array(ShopMorning.lines.joined(separator: "\n").utf8))
        for length in [5, 20, packed.count / 2, packed.count - 1] {
            let path = try folder.write(packed[..<length], to: "cut-\(length)")
            let error = #expect(throws: ProgramError.self) { _ = try ReplayBench([path]) }
            #expect(error?.code == .data)
            #expect(error?.description.contains("\(path) is cut off") == true)
        }
    }

    @Test(arguments: [Packing.gzip, Packing.zstd])
    private func `packed input that is damaged is an error that names it`(
        pack: @Sendable ([UInt8]) -> [UInt8]
    ) throws {
        let folder = try TemporaryFolder()
        var packed = pack(Array(ShopMorning.lines.joined(separator: "\n").utf8))
        for index in 12..<40 { packed[index] = 0xA5 }
        let path = try folder.write(packed, to: "damaged")
        let error = #expect(throws: ProgramError.self) { _ = try ReplayBench([path]) }
        #expect(error?.code == .data)
        #expect(error?.description.contains(path) == true)
    }

    @Test func `rejected lines are counted by reason, with the first line of each`() throws {
        let lines =
            ShopMorning.lines + [
                "{", #"{"type":"page_view"}"#, "", #"[{"time":1},{"type":"page_view","time":"x"}]"#,
                "}",
            ]
        let report = try ReplayBench(lines: lines).report
        #expect(report.counts.records == 19)
        #expect(report.counts.empty == 1)
        #expect(report.outcomes.counted == 14)
        #expect(report.text.contains("rejected: 2 json, first at "))
        #expect(report.text.contains("/in:15: The event is not well-formed JSON."))
        #expect(report.text.contains("rejected: 1 type, first at "))
        #expect(report.text.contains("/in:16: The field 'time' is missing."))
        #expect(!report.isNothingUsable)
    }

    @Test func `an input of which nothing can be used is told`() throws {
        #expect(try ReplayBench(lines: ["{", "<html>"]).report.isNothingUsable)
        #expect(try !ReplayBench(lines: []).report.isNothingUsable)
        #expect(try ReplayBench(lines: []).output.isEmpty)
    }
}
