// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Events

/// CloudEvents whose attributes are headers of their records.
struct HeaderAttributesTests {
    private let decoding = Decoding(
        [.campaign, .object, .referrer, .name, .channel, .label],
        format: .cloudevents
    )
    private static let data = #"{"anonymous_id":"a","url":"https://s.example/?utm_campaign=c"}"#
    private static let head =
        #""id":"1","source":"/shop","type":"com.shop.page","#
        + #""time":"2026-01-01T10:00:00Z""#
    private static let headers: KeyValuePairs = [
        "ce_specversion": "1.0", "ce_id": "1", "ce_source": "/shop", "ce_type": "com.shop.page",
        "ce_time": "2026-01-01T10:00:00Z", "content-type": "application/json",
    ]
    private static let structured = #"{"specversion":"1.0",\#(head),"data":\#(data)}"#

    private func error(_ value: String, _ headers: KeyValuePairs<String, String>) -> DecodeError? {
        decoding.step(value, headers)?.rejection?.error
    }

    @Test func `an event is the same in both modes`() {
        let structured = decoding.event(Self.structured)
        let binary = decoding.step(Self.data, Self.headers)?.event
        #expect(structured?.type == .pageView && structured?.anonymous != 0)
        #expect(binary?.written == structured?.written)
        #expect(decoding.text(.campaign, of: binary) == "c")
        let packed = decoding.steps(
            Packing.zstd(Array(Self.data.utf8)),
            headers: StoredHeaders.bytes(Self.headers)
        )
        #expect(packed.first?.event?.written == structured?.written, "compressed, too")
    }

    @Test(arguments: [
        ("content-type", "application/cloudevents+json; charset=UTF-8"),
        ("Content-Type", "APPLICATION/CloudEvents+JSON"),
        ("content-type", "application/cloudevents-batch+json"), ("x", "y"),
    ])
    func `the content type tells that the value is all of it`(name: String, value: String) {
        let plain = decoding.event(Self.structured)?.written
        let all = [(name, Array(value.utf8))]
        // Headers of the binary mode may be there besides.
        let more = name == "x" ? all : Self.headers.map { ($0.key, Array($0.value.utf8)) } + all
        for headers in [all, more] {
            let value = Array(Self.structured.utf8)
            let steps = decoding.steps(value, headers: StoredHeaders.bytes(headers))
            #expect(steps.first?.event?.written == plain)
        }
    }

    @Test func `a type or a version alone makes the mode, other headers do not`() {
        let version = error("{}", ["ce_specversion": "1.0"])
        #expect(version?.message == "The header 'ce_type' is missing.")
        #expect(version?.reason == .type)
        let type = error("{}", ["ce_type": "page"])
        #expect(type?.message == "The header 'ce_time' is missing." && type?.reason == .time)
        let id = error("{}", ["ce_id": "1", "ce_source": "/"])
        #expect(id?.message == "The field 'type' is missing.")
    }

    @Test func `without a value there is an event all the same`() {
        for value in ["", " \n", "{}"] {
            let event = decoding.step(value, Self.headers)?.event
            #expect(event?.type == .pageView && event?.anonymous == 0)
            #expect(event?.id == decoding.event(Self.structured)?.id)
        }
        let none = decoding.event("{\(Self.head)}")
        #expect(decoding.step("", Self.headers)?.event?.written == none?.written)
    }

    @Test(arguments: [
        (
            "ce_time", "yesterday", RejectionReason.time,
            "The header 'ce_time' is not a time (RFC 3339)."
        ),
        ("ce_time", "", .time, "The header 'ce_time' is missing."),
        ("ce_time", "1767261600000", .time, "The header 'ce_time' is not a time (RFC 3339)."),
        ("ce_type", "", .type, "The header 'ce_type' is missing."),
    ])
    func `a header that says nothing is named`(
        name: String,
        value: String,
        reason: RejectionReason,
        message: String
    ) {
        let headers = Self.headers.map { ($0.key, Array(($0.key == name ? value : $0.value).utf8)) }
        let steps = decoding.steps(
            Array(Self.data.utf8),
            headers: StoredHeaders.bytes(headers.map { ($0.0, $0.1) })
        )
        let found = steps.count == 1 ? steps[0].rejection : nil
        #expect(found?.error.reason == reason && found?.error.message == message)
        #expect(found?.isWholeRecord == true)
    }

    @Test func `headers that are no UTF-8, given twice, too long or null`() {
        func error(_ more: (String, [UInt8]?)...) -> DecodeError? {
            let own = Self.headers.filter { header in !more.contains { $0.0 == header.key } }
            let all = own.map { ($0.key, Array($0.value.utf8) as [UInt8]?) } + more
            let value = Array(Self.data.utf8)
            return decoding.steps(value, headers: StoredHeaders.bytes(all)).first?.rejection?.error
        }
        let broken = error(("ce_id", [0xC3, 0x28]))
        #expect(broken?.reason == .utf8 && broken?.message == "The header 'ce_id' is not UTF-8.")
        let twice = error(("ce_source", [0x61]), ("ce_source", [0x61]))
        #expect(twice?.reason == .field)
        #expect(twice?.message == "The header 'ce_source' is given twice.")
        let long = error(("ce_id", [UInt8](repeating: 0x61, count: 65_537)))
        #expect(long?.reason == .size)
        #expect(long?.message == "The header 'ce_id' is longer than 65536 bytes.")
        #expect(error(("ce_id", [UInt8](repeating: 0x61, count: 65_536))) == nil)
        #expect(error(("ce_time", nil))?.message == "The header 'ce_time' is missing.")
        #expect(error(("ce_other", [0xFF]), ("other", [0xFF])) == nil, "not read")
        #expect(decoding.step(Self.data, Self.headers)?.event != nil, "and it goes on")
    }

    @Test func `source and id together know an event`() {
        func id(_ id: String, _ source: String, _ type: String = "page") -> UInt64? {
            decoding.step(
                "{}",
                [
                    "ce_id": id, "ce_source": source, "ce_type": type,
                    "ce_time": "2026-01-01T10:00:00Z",
                ]
            )?.event?.id
        }
        #expect(id("1", "/a") == id("1", "/a", "order"))
        #expect(id("1", "/a") != id("2", "/a") && id("1", "/a") != id("1", "/b"))
    }

    @Test func `without an id an event is known by its headers and its value`() {
        func id(_ value: String, _ time: String = "2026-01-01T10:00:00Z") -> UInt64? {
            let event = decoding.step(
                value,
                ["ce_source": "/a", "ce_type": "page", "ce_time": time]
            )?.event
            #expect(event?.flags.contains(.hasID) == false)
            return event?.id
        }
        #expect(id("{}") == id("{}") && id("{}") != id(#"{"a":1}"#))
        #expect(id("") != id("", "2026-01-01T10:00:01Z"))
    }

    @Test(arguments: [
        ("[]", RejectionReason.json), ("[{}]", .json), ("[{},{}]", .json), ("{}\n{}", .json),
        ("<x/>", .json), ("{", .json), ("[{},", .json), ("7", .json), ("null", .json),
        ("{}\n<", .json),
        (#"{"a":1,}"#, .json), (#""{}""#, .json), ("{} {}", .json), ("[", .json),
    ])
    func `a value that is not one object is rejected as a whole, once`(
        value: String,
        reason: RejectionReason
    ) {
        let rejection = decoding.step(value, Self.headers)?.rejection
        #expect(rejection?.error.reason == reason && rejection?.isWholeRecord == true)
        #expect(rejection?.range == 0..<value.utf8.count && rejection?.index == 0)
    }

    @Test func `fields of the value are named as they stand in it`() {
        let twice = error(#"{"user":"a","user":"b"}"#, Self.headers)
        #expect(twice?.message == "The field 'user' is given twice.")
        let large = error(#"{"revenue":1e300}"#, Self.headers)
        #expect(large?.message == "The field 'revenue' is out of range.")
        let own = decoding.step(
            #"{"id":"x","time":"y","source":7,"data":{"user":"u"}}"#,
            Self.headers
        )
        #expect(own?.event?.user == 0, "data of the value is not data of the event")
        #expect(own?.event?.id == decoding.event(Self.structured)?.id)
    }

    @Test func `other formats do not look at headers`() {
        let decoding = Decoding()
        let line = #"{"type":"page_view","time":1767261600000}"#
        #expect(decoding.step(line, Self.headers)?.event != nil)
    }

    @Test func `bytes of what is rejected are the record's value`() {
        let value = Array(#"{"revenue":1e300}"#.utf8)
        let steps = decoding.steps(value, headers: StoredHeaders.bytes(Self.headers))
        let kept = steps.first?.rejection.map {
            decoding.decoder.bytes(of: $0, in: unsafe value.span.bytes)
        }
        #expect(kept == value)
    }
}
