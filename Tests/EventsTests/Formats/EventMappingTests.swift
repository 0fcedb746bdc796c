// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

/// Events of another shape, as the settings describe it.
struct EventMappingTests {
    private static let base = [("type", ["t"]), ("time", ["at"])]

    private func decoding(
        _ fields: [(String, [String])] = [],
        constants: [(String, String)] = [],
        unit: TimeUnit = .milliseconds,
        types: [String: String] = [:],
        dimensions: [Dimension] = Decoding.someDimensions
    ) throws -> Decoding {
        let mapping = try EventMapping.of(
            Self.base + fields,
            constants: constants,
            unit: unit,
            types: types
        )
        return Decoding(dimensions, format: .mapped, mapping: mapping)
    }

    @Test func `of several paths the first counts that is there and not empty`() throws {
        let decoding = try decoding([("user", ["user.id", "uid", "u"])])
        let whole = decoding.event(#"{"t":"stay","at":5,"user":{"id":"a"},"uid":"b"}"#)
        let empty = decoding.event(#"{"t":"stay","at":5,"user":{"id":""},"uid":"a"}"#)
        let odd = decoding.event(#"{"t":"stay","at":5,"user":[1],"uid":{"x":1},"u":"a"}"#)
        #expect(whole?.user != 0 && whole?.user == empty?.user && whole?.user == odd?.user)
    }

    @Test func `a number is the id that its text is`() throws {
        let decoding = try decoding([("user", ["u"])])
        let ids = [#""5""#, "5"].map { decoding.event(#"{"t":"stay","at":5,"u":\#($0)}"#)?.user }
        #expect(ids[0] != nil && ids[0] == ids[1])
    }

    @Test func `parts make up an id, each at its place`() throws {
        let decoding = try decoding([("id_parts", ["a.x", "b"]), ("user", ["b"])])
        let ids = [
            #""a":{"x":1},"b":2"#, #""b":2,"a":{"x":1}"#, #""a":{"x":2},"b":1"#, #""b":1"#,
            #""a":{"x":1}"#,
        ]
        .map { decoding.event(#"{"t":"stay","at":5,\#($0)}"#) }
        #expect(ids[0]?.id == ids[1]?.id && ids[0]?.flags.contains(.hasID) == true)
        #expect(Set(ids.compactMap(\.?.id)).count == 4)
        let none = decoding.event(#"{"t":"stay","at":5}"#)
        #expect(none?.flags.contains(.hasID) == false)
    }

    @Test func `a constant counts where the event tells nothing`() throws {
        let decoding = try decoding(
            [("country", ["c"]), ("platform", ["p"])],
            constants: [("country", "IT"), ("channel", "app"), ("label", "all"), ("paid", "true")],
            dimensions: [.country, .channel, .label, .platform]
        )
        let event = decoding.event(#"{"t":"page_view","at":5,"c":null}"#)
        #expect(decoding.text(.country, of: event) == "IT")
        #expect(decoding.text(.channel, of: event) == "app" && event?.channel == .app)
        #expect(decoding.text(.label, of: event) == "all" && event?.flags.contains(.paid) == true)
        #expect(decoding.text(.platform, of: event) == "")
        let own = decoding.event(#"{"t":"page_view","at":5,"c":"de"}"#)
        #expect(decoding.text(.country, of: own) == "de")
    }

    @Test func `a constant type makes its field unnecessary, and does not hide an unknown one`()
        throws
    {
        let mapping = try EventMapping.of([("time", ["at"])], constants: [("type", "order")])
        let event = Decoding(format: .mapped, mapping: mapping).event(#"{"at":5}"#)
        #expect(event?.type == .order && event?.name == 0)
        let decoding = try decoding(constants: [("type", "order")])
        #expect(decoding.event(#"{"at":5}"#)?.type == .order)
        #expect(decoding.event(#"{"t":"refund","at":5}"#)?.type == .other)
    }

    @Test(arguments: [
        (TimeUnit.text, #""2026-01-01T10:00:00.5Z""#, "RFC 3339", "1767261600500"),
        (.textUTC, #""2026-01-01 10:00:00.5""#, "date and time in UTC", "1767261600"),
        (.seconds, "1767261600.5", "seconds since 1970", #""2026-01-01T10:00:00Z""#),
        (.milliseconds, #""1767261600500""#, "milliseconds since 1970", "1767261600.5"),
        (.microseconds, "1767261600500999", "microseconds since 1970", #""2026-01-01""#),
    ])
    func `a time of another unit is rejected, and the sentence names the right one`(
        unit: TimeUnit,
        time: String,
        name: String,
        wrong: String
    ) throws {
        let decoding = try decoding([("received", ["in"])], unit: unit)
        let event = decoding.event(#"{"t":"stay","at":\#(time),"in":\#(time)}"#)
        #expect(event?.time == 1_767_261_600_500 && event?.received == event?.time)
        let error = decoding.error(#"{"t":"stay","at":\#(wrong)}"#)
        #expect(error?.reason == .time)
        #expect(error?.message == "The field 'at' is not a time (\(name)).")
        let late = decoding.error(#"{"t":"stay","at":\#(time),"in":\#(wrong)}"#)
        #expect(late?.reason == .field)
    }

    @Test(arguments: [
        (#"{"at":5}"#, RejectionReason.type, "The field 't' is missing."),
        (#"{"t":"stay"}"#, .time, "The field 'at' is missing."),
        (#"{"t":{},"at":5}"#, .type, "The field 't' has a value of the wrong kind."),
        (#"{"t":"stay","at":[5]}"#, .time, "The field 'at' has a value of the wrong kind."),
        (#"{"t":"stay","at":5,"at":6}"#, .field, "The field 'at' is given twice."),
        (#"{"t":"stay","at":5"#, .json, "The event is not well-formed JSON."),
    ])
    func `what an event lacks is told by its own name`(
        text: String,
        reason: RejectionReason,
        sentence: String
    ) throws {
        let error = try decoding().error(text)
        #expect(error?.reason == reason && error?.message == sentence)
    }

    @Test func `own types are asked first, match exactly, and are the name`() throws {
        let decoding = try decoding(
            types: [
                "view": "page_view", "open": "message_opened/machine", "order": "lead",
                "x": "other",
            ]
        )
        func event(_ type: String) -> Event? { decoding.event(#"{"t":"\#(type)","at":5}"#) }
        #expect(event("view")?.type == .pageView)
        #expect(decoding.text(.name, of: event("view")) == "view")
        #expect(event("open")?.subtype == .machine)
        #expect(event("open")?.flags.contains(.nonHuman) == true)
        #expect(event("order")?.type == .lead && event("lead")?.type == .lead)
        #expect(event("View")?.type == .other && event("x")?.type == .other)
    }

    @Test func `names of query strings are the user's to choose, too`() throws {
        let mapping = try EventMapping.of(
            [
                ("type", ["activity", "ev"]), ("time", ["ts"]), ("device", ["adid"]),
                ("value", ["rev"]), ("currency", ["cur"]), ("campaign", ["camp name"]),
            ],
            constants: [("channel", "app")],
            layout: .query,
            unit: .seconds,
            types: ["in_app_purchase": "order"]
        )
        let decoding = Decoding(format: .mapped, mapping: mapping)
        let event = decoding.event(
            "?ev=x&activity=in_app_purchase&ts=1767261600&adid=d%201&rev=9.50&cur=EUR&camp+name=c"
        )
        #expect(event?.type == .order && event?.time == 1_767_261_600_000 && event?.value == 9.5)
        #expect(event?.channel == .app && event?.device != 0)
        #expect(decoding.text(.campaign, of: event) == "c")
        let wrong = decoding.error("activity=x&ts=soon")
        #expect(wrong?.message == "The field 'ts' is not a time (seconds since 1970).")
        let malformed = decoding.error("{}")
        #expect(malformed?.reason == .field)
        #expect(malformed?.message == "The line is no list of names and values.")
        #expect(EventMapping.problem(ofPath: "a.b", in: .query)?.contains("dot") == true)
    }

    @Test func `an event cannot be made without time, type, or with two ids`() {
        func fault(_ fields: [(String, [String])]) -> EventMapping.Fault? {
            #expect(throws: EventMapping.Fault.self) { try EventMapping.of(fields) }
        }
        #expect(fault([("type", ["t"])]) == .noTime)
        #expect(fault([("time", ["t"])]) == .noType)
        #expect(fault(Self.base + [("id", ["i"]), ("id_parts", ["a", "b"])]) == .twoIDs)
    }

    @Test(arguments: [
        ("", "has an empty name"), ("a..b", "has an empty name"), ("a.", "has an empty name"),
        (".a", "has an empty name"), ("a\u{0}b", "has a control character"),
        (String(repeating: "a", count: 65), "has a name of more than 64 bytes"),
        (Array(repeating: "a", count: 17).joined(separator: "."), "has more than 16 names"),
    ])
    func `a path that the reader would not take is told`(path: String, problem: String) {
        #expect(EventMapping.problem(ofPath: path) == problem)
    }

    @Test func `the longest paths that are allowed are read`() throws {
        let name = String(repeating: "é", count: 32)
        let path = Array(repeating: name, count: 16).joined(separator: ".")
        #expect(EventMapping.problem(ofPath: path) == nil)
        let decoding = try decoding([("user", [path])])
        let open = Array(repeating: "{\"\(name)\":", count: 16).joined()
        let close = String(repeating: "}", count: 16)
        #expect(
            decoding.event(#"{"t":"stay","at":5,"x":1,\#(open.dropFirst())"u"\#(close)"#)?.user != 0
        )
    }

    @Test func `truth values tell ids apart`() throws {
        let mapping = try EventMapping.of(
            [
                ("type", ["type"]), ("time", ["time"]), ("id_parts", ["user", "clicked"]),
            ],
            unit: .text
        )
        let decoding = Decoding(format: .mapped, mapping: mapping)
        let ids = ["true", "false", "null"].map { clicked in
            decoding.event(
                #"{"type":"order","time":"2026-01-01T10:00:00Z","user":"u","clicked":\#(clicked)}"#
            )?.id
        }
        #expect(Set(ids).count == 3 && !ids.contains(nil))
    }

    @Test func `an empty time is none, and the next one counts`() throws {
        let mapping = try EventMapping.of([("type", ["type"]), ("time", ["a", "b"])], unit: .text)
        let decoding = Decoding(format: .mapped, mapping: mapping)
        let event = decoding.event(#"{"type":"order","a":"","b":"2026-01-01T10:00:00Z"}"#)
        #expect(event?.time == 1_767_261_600_000)
        #expect(decoding.error(#"{"type":"order","a":"","b":""}"#)?.reason == .time)
        #expect(decoding.error(#"{"type":"order","a":"x","b":"2026-01-01T10:00:00Z"}"#) != nil)
    }
}
