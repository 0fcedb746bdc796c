// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

/// A described format is the native event by other names: the same events, the same faults.
struct VendorDecoderNativeTests {
    /// Every field under a name of its own, most of them nested.
    private static let mapping = Result {
        try EventMapping.of(
            MappedField.all.filter { $0.name != "id_parts" }.map { ($0.name, [path($0.name)]) },
            unit: .text
        )
    }

    private static func path(_ name: String) -> String {
        ["type", "time"].contains(name) ? "my_\(name)" : "my.\(name)"
    }

    /// Members besides type and time, as the native event has them.
    private static let members: [(String, [(String, String)])] = [
        (
            "page_view",
            [
                ("user", #""u""#), ("anonymous", #""a""#), ("device", #""d""#),
                ("session", #""s""#), ("received", #""2026-01-01T10:00:09Z""#),
                ("object", #""https://s.example/a?utm_campaign=c&utm_medium=cpc&x=1""#),
                ("referrer", #""https://www.google.com/x""#), ("country", #""IT""#),
                ("content", #""(none)""#), ("stage", #""contact""#), ("human", "false"),
            ]
        ),
        ("page_view", [("medium", #""email""#), ("campaign", #""c \u00e9""#), ("stage", #""x""#)]),
        ("engagement", [("value", "1500"), ("anonymous", #""a""#)]),
        ("order", [("value", "39.8"), ("currency", #""eur""#), ("object", #""o-1""#)]),
        ("order", [("currency", #""USD""#), ("name", #""n""#)]),
        ("conversion", [("name", #""signup""#), ("channel", #""app""#), ("paid", "true")]),
        (
            "message_opened",
            [
                ("message", #""m""#), ("recipient", #""a@b.example""#),
                ("subtype", #""machine""#), ("list", #""news""#),
            ]
        ),
        ("message_bounced", [("subtype", #""soft""#), ("message", #""m""#), ("user", #""u""#)]),
        ("message_clicked", [("subtype", #""push""#), ("object", #""l""#), ("message", #""m""#)]),
        ("unsubscribed", [("subtype", #""odd""#), ("own", "true"), ("segment", #""loyal""#)]),
        ("survey_answered", [("score", "9"), ("scale", "10"), ("question", #""q""#)]),
        ("review", [("score", "4"), ("sentiment", "-0.5"), ("response", #""r""#)]),
        ("mention", [("sentiment", #""positive""#), ("thread", #""t""#), ("own", "false")]),
        ("participation", [("mode", #""online""#), ("phase", #""during""#), ("label", #""l""#)]),
        ("totals", [("totals", #"{"reach":900,"fans":5,"clicks":3.5}"#), ("object", #""p""#)]),
        ("alias", [("user", #""u""#), ("anonymous", #""a""#)]),
        ("lunch", [("name", #""n""#), ("subtype", #""push""#), ("platform", #""web""#)]),
    ]

    @Test(arguments: members)
    func `an event is the same through both decoders`(
        type: String,
        members: [(String, String)]
    ) throws {
        let mapping = try Self.mapping.get()
        let dimensions: [[Dimension]] = [
            [.browser, .campaign, .channel, .content, .country, .label, .list, .medium],
            [.name, .object, .persona, .platform, .question, .referrer, .segment, .source],
            [.stage, .thread],
        ]
        let head = #""2026-01-01T10:00:00Z""#
        let inner = [("id", #""i""#)] + members
        let native =
            #"{"type":"\#(type)","time":\#(head),"# + Self.object(inner).dropFirst()
        let other =
            #"{"my_type":"\#(type)","my_time":\#(head),"my":"# + Self.object(inner) + "}"
        for dimensions in dimensions {
            let one = Decoding(dimensions)
            let two = Decoding(dimensions, format: .mapped, mapping: mapping)
            let (first, second) = (one.event(native), two.event(other))
            #expect(first != nil && "\(first as Any)" == "\(second as Any)")
            let totals = [first, second].map { event in
                TotalsMetric.allCases.map { "\(event?.totals[Int($0.rawValue)] ?? -1)" }
            }
            #expect(totals[0] == totals[1])
            for dimension in dimensions {
                #expect(one.text(dimension, of: first) == two.text(dimension, of: second))
            }
        }
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    @Test(arguments: [
        ("channel", #""post""#), ("phase", #""never""#), ("mode", #""x""#),
        ("currency", #""euro""#),
        ("sentiment", #""glad""#), ("sentiment", "2"), ("scale", "0"), ("value", "1e16"),
    ])
    func `what the native event refuses is refused here, too`(name: String, value: String) throws {
        let native = Decoding().error(
            #"{"type":"review","time":5,"\#(name)":\#(value)}"#
        )
        let decoding = Decoding(format: .mapped, mapping: try Self.mapping.get())
        let error = decoding.error(
            #"{"my_type":"review","my_time":"2026-01-01T10:00:00Z","my":{"\#(name)":\#(value)}}"#
        )
        #expect(error?.reason == .field && error?.reason == native?.reason)
        #expect(error?.message == native?.message.replacing("'\(name)'", with: "'my.\(name)'"))
    }

    @Test func `a text of a number and of an answer is one, anything else is absent`() throws {
        let decoding = Decoding(format: .mapped, mapping: try Self.mapping.get())
        func event(_ members: String) -> Event? {
            decoding.event(
                #"{"my_type":"order","my_time":"2026-01-01T10:00:00Z","my":{\#(members)}}"#
            )
        }
        #expect(event(#""value":"9.50""#)?.value == 9.5)
        for number in [#""value":"9,50""#, #""score":"nine""#] {
            let text = #"{"my_type":"order","my_time":"2026-01-01T10:00:00Z","my":{\#(number)}}"#
            #expect(decoding.error(text)?.reason == .field, "missing from sums without a trace")
        }
        #expect(event(#""value":"","score":null"#)?.flags.contains(.hasValue) == false)
        #expect(event(#""value":true"#)?.flags.contains(.hasValue) == false)
        #expect(
            event(#""paid":1,"own":"yes","human":0"#)?.flags.isSuperset(of: [
                .paid, .own, .nonHuman,
            ]) == true
        )
        #expect(
            event(#""paid":0,"own":"maybe","human":1"#)?.flags.isDisjoint(with: [
                .paid, .own, .nonHuman,
            ]) == true
        )
        #expect(event(#""user":{"id":5},"country":["IT"]"#)?.user == 0)
    }
}
