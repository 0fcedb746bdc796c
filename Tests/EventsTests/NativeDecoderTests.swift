// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct NativeDecoderTests {
    @Test(arguments: EventType.allCases)
    func `every type has its name and default channel`(type: EventType) {
        let decoding = Decoding()
        let event = decoding.event(#"{"type":"\#(type.name)","time":5}"#)
        #expect(event?.type == type)
        #expect(event?.channel == type.defaultChannel)
        #expect(decoding.text(.channel, of: event) == type.defaultChannel.name)
    }

    @Test func `a type outside the list is other under its own name`() {
        let decoding = Decoding()
        let event = decoding.event(#"{"type":"wish","name":"x","time":5}"#)
        #expect(event?.type == .other)
        #expect(decoding.text(.name, of: event) == "wish")
        #expect(event?.name == decoding.event(with: #""name":"wish""#)?.name)
    }

    @Test(arguments: [
        (#"1767261600000"#, 1_767_261_600_000), (#""2026-01-01T10:00:00Z""#, 1_767_261_600_000),
        (#"0"#, 0), (#"-1"#, -1),
    ])
    func `a time is an integer or RFC 3339`(time: String, expected: Int64) {
        let decoding = Decoding()
        #expect(decoding.event(#"{"type":"stay","time":\#(time)}"#)?.time == expected)
    }

    @Test func `received is the field, else the record's timestamp, else the time`() {
        let decoding = Decoding()
        let given = decoding.event(#"{"type":"stay","time":5,"received":9}"#, timestamp: 7)
        #expect(given?.received == 9)
        #expect(given?.flags.contains(.hasReceived) == true)
        let stamped = decoding.event(#"{"type":"stay","time":5}"#, timestamp: 7)
        #expect(stamped?.received == 7)
        #expect(stamped?.flags.contains(.hasReceived) == false)
        #expect(decoding.event(#"{"type":"stay","time":5}"#, timestamp: -1)?.received == 5)
    }

    @Test func `each id goes to its own field and equal texts differ`() {
        let decoding = Decoding([])
        let event = decoding.event(
            with: """
                "id":"a","user":"a","anonymous":"a","device":"a","session":"a","object":"a",\
                "response":"a","thread":"a","name":"a","message":"a","recipient":"a"
                """
        )
        guard let event else {
            Issue.record("no event")
            return
        }
        let ids = [
            event.id, event.user, event.anonymous, event.device, event.session, event.object,
            event.response, event.thread, event.name, event.message,
        ]
        #expect(Set(ids).count == ids.count)
        #expect(!ids.contains(0))
        #expect(event.flags.contains(.hasID))
    }

    @Test func `absent, null and empty ids are 0`() {
        let decoding = Decoding()
        let event = decoding.event(with: #""user":null,"anonymous":"","message":null"#)
        #expect(event?.user == 0)
        #expect(event?.anonymous == 0)
        #expect(event?.device == 0)
        #expect(event?.message == 0)
        #expect(event?.deviceKey == 0)
    }

    @Test func `ids are equal between decoders of one key and differ between sources`() {
        let first = Decoding(source: "shop")
        let second = Decoding(source: "app")
        let left = first.event(with: #""id":"1","user":"u""#)
        let right = second.event(with: #""id":"1","user":"u""#)
        #expect(left?.user == right?.user)
        #expect(left?.id != right?.id)
    }

    @Test func `an event without id is known by its bytes`() {
        let decoding = Decoding()
        let one = decoding.event(with: #""user":"u""#)
        #expect(one?.flags.contains(.hasID) == false)
        #expect(one?.id == decoding.event(with: #""user":"u""#)?.id)
        #expect(one?.id != decoding.event(with: #""user":"v""#)?.id)
        #expect(one?.id != 0)
    }

    @Test func `a message is told by recipient, else by person`() {
        let decoding = Decoding()
        let messages = [
            #""message":"m","recipient":"a@x.example""#,
            #""message":"m","recipient":"b@x.example""#,
            #""message":"n","recipient":"a@x.example""#, #""message":"m","user":"u""#,
            #""message":"m","anonymous":"u""#, #""message":"m""#,
            #""message":"m","device":"u""#, #""message":"m","device":"v""#,
        ].map { decoding.event(type: "message_opened", with: $0)?.message ?? 0 }
        #expect(Set(messages).count == messages.count)
        let both = decoding.event(
            type: "message_opened",
            with: #""message":"m","recipient":"a@x.example","user":"z""#
        )
        #expect(both?.message == messages[0])
    }

    @Test func `escaped and plain texts are the same`() {
        let decoding = Decoding()
        let plain = decoding.event(with: #""user":"aé\#u{1F600}/b","campaign":"x""#)
        let escaped = decoding.event(
            with: #""us\u0065r":"a\u00e9\ud83d\ude00\/b","campaign":"\u0078""#
        )
        #expect(plain?.user == escaped?.user)
        #expect(plain?.dimensions[0] == escaped?.dimensions[0])
        let special = decoding.event(with: #""campaign":"\"\\\b\f\n\r\t\u0000""#)
        #expect(decoding.text(.campaign, of: special) == "\"\\\u{8}\u{C}\n\r\t\0")
    }

    @Test(arguments: [
        (#"cut \ud83d"#, "cut \u{FFFD}"), (#"\ud83dA"#, "\u{FFFD}A"),
        (#"\udc00\ud83d"#, "\u{FFFD}\u{FFFD}"),
        (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\ud83d\ud83d\ude00"#, "\u{FFFD}\u{1F600}"),
    ])
    func `half an emoji is one character that nobody knows, and the event counts`(
        written: String,
        text: String
    ) {
        let decoding = Decoding()
        let event = decoding.event(with: #""campaign":"\#(written)","x":"\#(written)""#)
        #expect(decoding.text(.campaign, of: event) == text)
    }

    @Test(arguments: [
        ("hard", Subtype.hard), ("soft", .soft), ("machine", .machine),
        ("unsubscribe", .unsubscribe), ("push", .push), ("inapp", .inapp), ("weird", .other),
    ])
    func `subtypes`(name: String, expected: Subtype) {
        let decoding = Decoding()
        let event = decoding.event(type: "message_opened", with: #""subtype":"\#(name)""#)
        #expect(event?.subtype == expected)
        #expect(event?.flags.contains(.nonHuman) == (expected == .machine))
        let isPush = expected == .push || expected == .inapp
        #expect(event?.channel == (isPush ? .push : .email))
    }

    @Test(arguments: Channel.allCases)
    func `a given channel wins`(channel: Channel) {
        let decoding = Decoding()
        let event = decoding.event(with: #""channel":"\#(channel.name)","subtype":"push""#)
        #expect(event?.channel == channel)
        #expect(decoding.text(.channel, of: event) == channel.name)
    }

    @Test func `flags`() {
        let decoding = Decoding()
        let on = decoding.event(with: #""paid":true,"own":true,"human":false"#)
        #expect(on?.flags == [.paid, .own, .nonHuman])
        let off = decoding.event(with: #""paid":false,"own":false,"human":true"#)
        #expect(off?.flags == [])
    }

    @Test func `numbers`() {
        let decoding = Decoding()
        let event = decoding.event(
            with: #""value":39.80,"currency":"eur","score":9,"scale":10"#
        )
        #expect(event?.value == 39.8)
        #expect(event?.score == 9)
        #expect(event?.scale == 10)
        #expect(event?.flags == [.hasValue, .hasScore])
        #expect(event?.currency == 0x52_55_45)
        #expect(decoding.event(with: #""user":"u""#)?.currency == 0)
    }

    @Test(arguments: [
        "0", "-0", "1", "-1.5", "0.1", "1e3", "1E+3", "1.25e-2", "123456789012345",
        "0.30000000000000004", "2.2250738585072014e-308", "1e-400", "9007199254740993e-3",
        "3.14159265358979323846264338327950288",
    ])
    func `a number is the nearest double`(text: String) {
        let decoding = Decoding()
        #expect(decoding.event(with: #""value":\#(text)"#)?.value == Double(text))
    }

    @Test(
        arguments: [
            ("visibility", .visibility), ("contact", .contact), ("experience", .experience),
            ("trust", .trust), ("Trust", nil), ("", nil), ("loyalty", nil),
        ] as [(String, JourneyStage?)]
    )
    func `a stage is one of four words, another text names none`(
        text: String,
        expected: JourneyStage?
    ) throws {
        let decoding = Decoding()
        let event = try #require(decoding.event(type: "page_view", with: #""stage":"\#(text)""#))
        #expect(event.stage == expected)
    }

    @Test(arguments: [
        (#""positive""#, 1), (#""neutral""#, 0), (#""negative""#, -1), ("0.5", 0.5), ("-1", -1),
    ])
    func `a sentiment is a word or a number`(text: String, expected: Float) {
        let decoding = Decoding()
        let event = decoding.event(type: "mention", with: #""sentiment":\#(text)"#)
        #expect(event?.sentiment == expected)
        #expect(event?.flags.contains(.hasSentiment) == true)
    }

    @Test func `phase and mode`() {
        let decoding = Decoding()
        let event = decoding.event(with: #""phase":"during","mode":"offline""#)
        #expect(event?.phase == .during)
        #expect(event?.mode == .offline)
    }

    @Test func `the largest total is kept`() {
        let event = Decoding().event(type: "totals", with: #""totals":{"reach":9e12}"#)
        #expect(event?.totals[Int(TotalsMetric.reach.rawValue)] == TotalsMetric.limit)
    }

    @Test func `totals are kept by metric and the others are not a number`() {
        let decoding = Decoding()
        let event = decoding.event(
            type: "totals",
            with: #""totals":{"reach":900,"fans":5.5,"own":"x","clicks":null}"#
        )
        #expect(event?.totals[Int(TotalsMetric.reach.rawValue)] == 900)
        #expect(event?.totals[Int(TotalsMetric.fans.rawValue)] == 5.5)
        #expect(event?.totals[Int(TotalsMetric.clicks.rawValue)].isNaN == true)
        #expect(event?.totals[Int(TotalsMetric.saves.rawValue)].isNaN == true)
    }

    @Test(arguments: Dimension.allCases)
    func `every dimension has a slot of its own`(dimension: Dimension) {
        let decoding = Decoding([.country == dimension ? .label : .country, dimension])
        let text = dimension == .channel ? "social" : "value"
        let event = decoding.event(
            with: dimension == .source ? #""id":"1""# : #""\#(dimension.key)":"\#(text)""#
        )
        #expect(decoding.text(dimension, of: event) == (dimension == .source ? "shop" : text))
        #expect(event?.dimensions[0] == 0)
    }

    @Test func `thousands of values keep their numbers, each with its own text`() {
        let decoding = Decoding([.campaign, .country, .referrer], valueLimit: 10_000)
        // More than the 4,096 from which places are loaded early, and each of them twice behind that.
        for number in 0..<18_000 {
            let name = "campaign \(number % 6_000)"
            let event = decoding.event(with: #""campaign":"\#(name)","country":"it""#)
            #expect(event?.dimensions[0] == UInt32(2 + number % 6_000))
            #expect(event?.dimensions[1] == 2)
            #expect(decoding.text(.campaign, of: event) == name)
        }
        #expect(decoding.event(with: #""country":"de""#)?.dimensions[0] == ValueDictionary.absent)
    }

    @Test func `dimensions beyond the limit are other`() {
        let decoding = Decoding([.campaign], valueLimit: 2)
        let texts = ["a", "b", "c", "a"].map { text in
            let event = decoding.event(with: #""campaign":"\#(text)""#)
            return decoding.text(.campaign, of: event)
        }
        #expect(texts == ["a", "b", "other", "a"])
        #expect(decoding.dictionaries[0].overflowCount == 1)
    }

    @Test func `an unwanted type is checked and nothing is interned`() {
        let decoding = Decoding([.campaign], wanted: EventTypeSet(.order))
        let steps = decoding.steps(
            """
            {"type":"page_view","time":5,"campaign":"a"}
            {"type":"page_view","campaign":"a"}
            {"type":"order","time":5,"campaign":"b"}
            """
        )
        guard steps.count == 3, case .unwanted(let event) = steps[0] else {
            Issue.record("\(steps.count) steps")
            return
        }
        #expect(event.type == .pageView)
        #expect(event.time == 5)
        #expect(steps[1].rejection?.error.reason == .time)
        #expect(decoding.text(.campaign, of: steps[2].event) == "b")
        #expect(decoding.dictionaries[0].count == 1)
    }

    @Test func `an event is small and flat`() {
        #expect(MemoryLayout<Event>.stride <= 256)
    }
}
