// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Settings
import Testing

@testable import streamgauge

struct InputSampleTests {
    private static let events = [
        page(1_767_258_000_000, "1", "/a"), page(1_767_258_001_000, "2", "/b"),
        page(1_767_258_001_000, "2", "/b"),
        #"{"type":"order","time":1767258002000,"user":"u2","value":5,"country":"FR","human":false}"#,
        #"{"type":"wish","time":1767258003000,"received":1767258007000}"#,
    ]

    private static func page(_ time: Int64, _ id: String, _ object: String) -> String {
        #"{"type":"page_view","time":\#(time),"id":"\#(id)","user":"u1","object":"\#(object)""#
            + #","country":"IT"}"#
    }

    private func text(of lines: [String], format: Events.InputFormat = .native) throws -> String {
        let run = try sample(lines, format: format)
        return run.text(ofInput: 0)
    }

    private func sample(
        _ lines: [String],
        format: Events.InputFormat = .native
    ) throws -> SampleRun {
        let settings = try Settings.parse("application: shop\n", for: .offline)
        let source = IngestConfiguration.Source(format: format, name: "shop")
        var run = SampleRun(try Blueprint(settings, identity: .fixed), sources: [source])
        let partition = run.addInput("clicks", source: 0, partitions: 1)
        for (number, line) in lines.enumerated() {
            let bytes = Array(line.utf8)
            run.take(
                unsafe bytes.span.bytes,
                timestamp: -1,
                partition: partition,
                place: "line \(number + 1)"
            )
        }
        run.finish()
        return run
    }

    @Test func `an event that is far ahead of those behind it is told`() throws {
        var lines = Self.events
        lines.insert(Self.page(3_976_214_400_000, "9", "/x"), at: 1)
        let text = try text(of: lines)
        let order =
            "record 3 of 2026-01-01T09:00:01.000Z comes 2208956399 s behind "
            + "record 2 of 2096-01-01T00:00:00.000Z; time.out_of_orderness is 60 s"
        #expect(text.contains("  order       \(order)\n"), "\(text)")
        #expect(text.contains("  late        "), "\(text)")
    }

    @Test func `types, times, fields and dimensions are told with how often they are there`() throws
    {
        let text = try text(of: Self.events)
        for line in [
            "clicks as native, source shop\n",
            "  records     5, 0 of them empty\n",
            "  events      5, 0 rejected, 1 duplicates\n",
            "  types       page_view 3, order 1, other 1\n",
            "  other       'wish' 1\n",
            "  time        2026-01-01T09:00:00.000Z to 2026-01-01T09:00:03.000Z\n",
            "  received    0.8 s after it happened, at most 4 s\n",
            "  actors      80 % say who, 20 % are of programs\n",
            "  fields      id 60 %, received 20 %, user 80 %, object 60 %, name 20 %, value 20 %\n",
            "              never anonymous, device, session, message, response, score, sentiment\n",
            "  country     80 %, 'IT' 3, 'FR' 1\n",
            "  object      60 %, '/b' 2, '/a' 1\n",
        ] {
            #expect(text.contains(line), "\(line)\(text)")
        }
    }

    @Test func `each reason of rejection has its count and its first example`() throws {
        let text = try text(
            of: Self.events + [
                #"{"type":"page_view"}"#, #"{"type":"page_view"#,
                "[\(Self.events[0].replacing("id\":\"1", with: "id\":\"7"))"
                    + #",{"time":3,"type":true}]"#,
                #"{"time":1,"type":"page_view","x":"\#u{1B}"}"#,
                #"{"type":"page_view"}"#,
            ]
        )
        for line in [
            "  records     10, 0 of them empty\n", "  events      7, 5 rejected, 1 duplicates\n",
            "  rejected    2 time: The field 'time' is missing.\n",
            "              first line 6: {\"type\":\"page_view\"}\n",
            "              first line 7: {\"type\":\"page_view\n",
            "  rejected    1 type: The field 'type' has a value of the wrong kind.\n",
            "              first line 8, event 1: {\"time\":3,\"type\":true}\n",
        ] {
            #expect(text.contains(line), "\(line)\(text)")
        }
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `an input without records says so`() throws {
        #expect(try text(of: []).contains("no records; nothing can be said"))
    }

    @Test func `what is neither all nor nothing is never rounded to it`() throws {
        let rare = #"{"type":"order","time":1767258000000,"campaign":"c"}"#
        let usual = (0..<400).map { #"{"type":"order","time":17672580\#(10_000 + $0),"user":"u"}"# }
        let text = try text(of: [rare] + usual)
        #expect(text.contains("  actors      99 % say who\n"), "\(text)")
        #expect(text.contains("  campaign    1 %, 'c' 1\n"), "\(text)")
    }

    @Test func `KPIs are told apart by whether these events give them values`() throws {
        let run = try sample(Self.events)
        let blueprint = try Blueprint(
            try Settings.parse("application: shop\n", for: .offline),
            identity: .fixed
        )
        let kpis = SampledKPIs(
            blueprint.plan,
            counted: run.counted,
            types: Set(run.samples[0].types.keys)
        )
        #expect(kpis.counted.contains("web.visits") && kpis.counted.contains("web.bounce_rate"))
        // Its orders are all of programs.
        #expect(kpis.waiting.contains("mkt.orders"))
        let nps = try #require(kpis.without.first { $0.ids.contains("cx.nps") })
        #expect(nps.types == ["survey_answered"])
        let all = kpis.counted + kpis.waiting + kpis.without.flatMap(\.ids)
        #expect(all.sorted() == blueprint.plan.kpis.map(\.id).sorted())
        #expect(kpis.text.contains("    email.complaints: complained\n"), "\(kpis.text)")
    }

    @Test func `the same events of several partitions are as much as those of one`() throws {
        let settings = try Settings.parse("application: shop\n", for: .offline)
        let source = IngestConfiguration.Source(format: .native, name: "shop")
        var run = SampleRun(try Blueprint(settings, identity: .fixed), sources: [source])
        // One partition is read to its end before the other begins, a day earlier; one is empty.
        let first = run.addInput("clicks", source: 0, partitions: 3)
        for (partition, time) in [(first, 1_767_344_400_000), (first + 1, 1_767_258_000_000)] {
            let bytes = Array(
                #"{"type":"page_view","time":\#(time),"user":"u\#(partition)"}"#.utf8
            )
            run.take(unsafe bytes.span.bytes, timestamp: -1, partition: partition, place: "")
        }
        run.finish()
        #expect(run.text(ofInput: 0).contains("  events      2, 0 rejected\n"))
        #expect(run.samples[0].eventCount == 2)
        #expect(!run.counted.isEmpty)
    }
}
