// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Events

/// Events of other formats in the envelopes of CloudEvents, in both modes.
struct EventEnvelopeTests {
    /// Formats of one JSON object an event, but for the envelope itself.
    private static let nested = InputFormat.allCases.filter {
        $0.isJSON && ![.cloudevents, .meta, .mapped].contains($0)
    }
    private static let head =
        #""id":"e-1","source":"/s","type":"com.x.thing","#
        + #""time":"2026-01-01T11:00:00Z""#
    private static let headers: KeyValuePairs = [
        "ce_specversion": "1.0", "ce_id": "e-1", "ce_source": "/s", "ce_type": "com.x.thing",
        "ce_time": "2026-01-01T11:00:00Z",
    ]

    /// The event in both modes, which must be the same.
    private func event(
        _ data: String,
        of format: InputFormat = .native,
        type: String = "com.x.thing",
        _ decoding: Decoding? = nil
    ) -> Event? {
        let decoding = decoding ?? Decoding(format: .cloudevents, data: format)
        let head = Self.head.replacing("com.x.thing", with: type)
        let structured = decoding.event("{\(head),\"data\":\(data)}")
        let headers = Self.headers.map {
            ($0.key, Array(($0.key == "ce_type" ? type : $0.value).utf8))
        }
        let binary = decoding.steps(
            Array(data.utf8),
            headers: StoredHeaders.bytes(headers.map { ($0.0, $0.1) })
        )
        #expect(binary.count == 1 && binary[0].event?.written == structured?.written)
        return structured
    }

    private func messages(_ data: String, of format: InputFormat = .native) -> [String?] {
        let decoding = Decoding(format: .cloudevents, data: format)
        return [
            decoding.error("{\(Self.head),\"data\":\(data)}")?.message,
            decoding.step(data, Self.headers)?.rejection?.error.message,
        ]
    }

    @Test(arguments: nested)
    func `every format of JSON means the same in an envelope`(format: InputFormat) throws {
        let bare = try #require(Decoding(format: format).event(format.sample))
        let found = try #require(event(format.sample, of: format))
        let byEnvelope = !bare.flags.contains(.hasID)
        var expected = bare
        if byEnvelope { expected.flags.insert(.hasID) }
        #expect(found.identified == expected.identified)
        #expect(byEnvelope || found.id == bare.id, "an id of its own counts first")
    }

    @Test(arguments: nested)
    func `slots and texts of every format have room for an envelope`(format: InputFormat) {
        #expect(EventEnvelope(around: format).fields.count <= 64)
        #expect(event("{}", of: format)?.flags.contains(.hasID) == true)
    }

    @Test func `native data says all it can`() {
        let totals = event(#"{"type":"totals","object":"p","totals":{"reach":900,"fans":55}}"#)
        #expect(totals?.type == .totals)
        #expect(totals?.totals[Int(TotalsMetric.reach.rawValue)] == 900)
        #expect(totals?.totals[Int(TotalsMetric.fans.rawValue)] == 55)
        let event = event(
            #"{"type":"review","channel":"app","phase":"after","mode":"offline","sentiment":-0.5,"paid":true,"own":true,"stage":"trust"}"#
        )
        #expect(event?.channel == .app && event?.phase == .after && event?.mode == .offline)
        #expect(event?.sentiment == -0.5 && event?.stage != nil)
        #expect(event?.flags.isSuperset(of: [.hasSentiment, .paid, .own]) == true)
    }

    @Test func `the envelope stands in for what native data leaves out`() {
        let decoding = Decoding(format: .cloudevents, data: .native)
        let lent = event(#"{"user":"u"}"#, type: "com.shop.page_view", decoding)
        #expect(lent?.type == .pageView && lent?.time == 1_767_265_200_000)
        let other = event(#"{"user":"v"}"#, type: "com.shop.page_view", decoding)
        #expect(lent?.id == other?.id, "source and id of the envelope")
        let own = event(#"{"type":"lead","time":1767261600000,"id":"n"}"#, decoding)
        #expect(own?.type == .lead && own?.time == 1_767_261_600_000 && own?.id != lent?.id)
        #expect(event("{}", type: "com.shop.page")?.type == .pageView, "as without `data: native`")
        #expect(event("{}", type: "com.shop.thing")?.type == .other)
        #expect(event(#"{"type":"","time":null}"#, type: "x/order")?.type == .order)
    }

    @Test func `a segment call lends its type and time from the envelope`() {
        let track = event(
            #"{"event":"Order Completed","properties":{"revenue":5},"anonymousId":"a"}"#,
            of: .segment,
            type: "com.segment.track"
        )
        #expect(track?.type == .order && track?.value == 5 && track?.time == 1_767_265_200_000)
        #expect(event(#"{"type":"page"}"#, of: .segment)?.type == .pageView)
    }

    @Test func `a vendor's event without a time has the envelope's`() {
        let view = event(#"{"event":"$pageview","distinct_id":"d"}"#, of: .posthog)
        #expect(view?.type == .pageView && view?.time == 1_767_265_200_000)
    }

    @Test func `data may be a text of JSON in structured mode`() {
        let decoding = Decoding(format: .cloudevents, data: .native)
        let text = decoding.event(#"{\#(Self.head),"data":"{\"type\":\"lead\",\"user\":\"u\"}"}"#)
        #expect(text?.type == .lead && text?.user != 0)
    }

    @Test func `errors name what is at fault where it stands`() {
        #expect(
            messages(#"{"type":"order","value":1e300}"#) == [
                "The field 'data.value' is out of range.", "The field 'value' is out of range.",
            ]
        )
        #expect(
            messages(#"{"type":"order","user":7}"#) == [
                "The field 'data.user' has a value of the wrong kind.",
                "The field 'user' has a value of the wrong kind.",
            ]
        )
        #expect(
            messages(#"{"type":"order","time":"never"}"#) == [
                "The field 'data.time' is not a time (RFC 3339 or integer ms).",
                "The field 'time' is not a time (RFC 3339 or integer ms).",
            ]
        )
        #expect(
            messages(#"{"timestamp":"x"}"#, of: .posthog).map { $0?.contains("timestamp") } == [
                true, true,
            ]
        )
    }

    @Test(arguments: [InputFormat.native, .segment])
    func `errors of what the envelope lends name its attribute`(format: InputFormat) {
        let decoding = Decoding(format: .cloudevents, data: format)
        let none = decoding.error(#"{"id":"1","time":"2026-01-01T10:00:00Z","data":{}}"#)
        #expect(none?.message == "The field 'type' is missing." && none?.reason == .type)
        let header = decoding.step("{}", ["ce_specversion": "1.0"])?.rejection?.error
        #expect(header?.message == "The header 'ce_type' is missing.")
        let late = decoding.error(#"{"type":"page","time":"noon"}"#)
        #expect(
            late?.message == "The field 'time' is not a time (RFC 3339)." && late?.reason == .time
        )
        let time = decoding.step("{}", ["ce_type": "page", "ce_time": "noon"])?.rejection?.error
        #expect(time?.message == "The header 'ce_time' is not a time (RFC 3339).")
        let lack = decoding.step("{}", ["ce_type": "page"])?.rejection?.error
        #expect(lack?.message == "The header 'ce_time' is missing." && lack?.reason == .time)
        let kind = decoding.error(#"{"type":5,"data":{}}"#)
        #expect(kind?.reason == .type)
        #expect(kind?.message == "The field 'type' has a value of the wrong kind.")
    }

    @Test func `every event of the story is the same in both modes`() throws {
        let folder = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
            path.deletingLastPathComponent()
        }
        let file = folder.appending(path: "CommandTests/Story/cloudevents.ndjson")
        let decoding = Decoding(format: .cloudevents)
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            )
            let data = try JSONSerialization.data(withJSONObject: object["data"] ?? [:])
            let headers = object.filter { $0.key != "data" }.compactMap { key, value in
                (value as? String).map { ("ce_\(key)", Array($0.utf8) as [UInt8]?) }
            }
            let steps = decoding.steps([UInt8](data), headers: StoredHeaders.bytes(headers))
            let structured = try #require(decoding.event(String(line)))
            #expect(steps.count == 1 && steps[0].event?.written == structured.written)
        }
    }

    @Test func `damage to headers or value never crashes and is told once`() {
        let seed = UInt64.random(in: 1 ... .max)
        print("seed \(seed)")
        var numbers = SeededNumbers(state: seed)
        let headers = StoredHeaders.bytes(Self.headers)
        for format in Self.nested {
            let decoding = Decoding(format: .cloudevents, data: format)
            let sample = Array(format.sample.utf8)
            for _ in 0..<1000 {
                var value = sample
                let index = Int.random(in: value.indices, using: &numbers)
                value[index] = UInt8.random(in: 0...255, using: &numbers)
                let steps = decoding.steps(value, headers: headers)
                #expect(steps.count == 1, "seed \(seed)")
                let rejection = steps.first?.rejection
                #expect(rejection?.isWholeRecord != false, "seed \(seed)")
            }
        }
    }

    @Test func `a batch in an envelope is refused in every mode`() {
        let decoding = Decoding(format: .cloudevents, data: .segment)
        let batch =
            #"{"batch":[{"type":"page","messageId":"1","timestamp":"2026-01-01T10:00:00Z"}]}"#
        let text = batch.replacing("\"", with: "\\\"")
        for data in [batch, "\"\(text)\""] {
            let steps = decoding.steps("{\(Self.head),\"data\":\(data)}")
            #expect(steps.count == 1 && steps[0].rejection?.error.reason == .field, "\(data)")
        }
        let binary = decoding.steps(
            Array(batch.utf8),
            headers: StoredHeaders.bytes(Self.headers.map { ($0.key, Array($0.value.utf8)) })
        )
        #expect(binary.count == 1 && binary[0].rejection?.error.reason == .field)
    }
}
