// SPDX-License-Identifier: Apache-2.0

import CSimdJSON
import TestSupport
import Testing

@testable import Events

/// A decoder that has learned in which orders fields come finds what the careful way finds.
struct LearnedLayoutTests {
    private static let fields = [
        (name: "id", values: [#""e1""#, #""e2""#, "7", #""a\"b""#, "null"]),
        (name: "time", values: ["1767261600000", #""2026-01-01T10:00:00Z""#, "-1", "1e3", "true"]),
        (
            name: "user",
            values: [#""ann""#, #""J\u00f6rg""#, #""Jörg""#, "\"\u{1}\"", "\"\u{7F}\""]
        ),
        (
            name: "object",
            values: [#""/p/1""#, #""https://a.example/?utm_medium=cpc""#, #""""#, "[1]"]
        ),
        (name: "value", values: ["1", "-2.5", "1e400", "01", #""3""#, "9223372036854775808"]),
        (name: "human", values: ["true", "false", "null", "tru", "0"]),
        (name: "totals", values: [#"{"views":3}"#, "{}", "1"]),
        (name: "campaign", values: [#""spring""#, #""a campaign with a name of many letters""#]),
        (name: "a_field_that_nobody_asked_for_by_this_name", values: ["1", #""x""#, #"{"a":[]}"#]),
        (name: "typ", values: ["1"]), (name: "types", values: [#""x""#]),
        (name: "fifteen_letters", values: ["1"]), (name: "sixteen_letters_", values: ["2"]),
        (name: "sixteen_letters_and_more", values: ["3"]),
        (name: "sixteen_letters_and_less", values: ["4"]),
        (name: "x", values: ["0", #"" ""#, "false"]),
    ]
    private static let types = ["page_view", "order", "totals", "mine"]

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `values of known orders, and damaged ones, are read as values of unknown orders`(
        seed: UInt64
    ) {
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        let orders = (0..<6).map { _ in Self.fields.indices.shuffled(using: &random) }
        let (learned, padded, careful) = (Decoding(), Decoding(isPadded: true), Decoding())
        for _ in 0..<4_000 {
            var value = Array(Self.record(orders, &random).utf8)
            if Int.random(in: 0..<8, using: &random) == 0 { Self.damage(&value, &random) }
            let found = learned.steps(value)
            // What ends with a blank is never taken by a layout.
            let expected = careful.steps(value + [0x20])
            #expect(
                found.map(Self.told) == expected.map(Self.told),
                "\(String(decoding: value, as: UTF8.self))"
            )
            #expect(
                padded.steps(value).map(Self.told) == expected.map(Self.told),
                "where it lies: \(String(decoding: value, as: UTF8.self))"
            )
        }
    }

    private static let plain =
        #"{"type":"order","time":1767261600000,"user":"ann","value":3,"human":true}"#

    @Test(arguments: [
        #"{"type":"order","time":1767261600000,"user":"J\u00f6rg","value":3,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"Jörg","value":3,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":"3","human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":true,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":03,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":3,"human":truer}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":3,"human":1}"#,
        #"{"type":"order","time":1767261600000,"user":7,"value":3,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":null,"value":null,"human":null}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":3,"human":true,}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":3,"human":true}}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":3,"value":4}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","val\u0075e":3,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"ann" ,"value":3,"human":true}"#,
        #"{"type":"order","time":1767261600000,"user":"ann","value":3"#, "{}", "{",
        "{\"type\":\"order\",\"time\":1767261600000,\"user\":\"a\u{1}n\",\"value\":3}",
        "{\"type\":\"order\",\"time\":1767261600000,\"user\":\"a\u{0}n\",\"value\":3}",
    ])
    func `what is like a known order but for one thing is read as it should be`(text: String) {
        let careful = Decoding()
        for learned in [Decoding(), Decoding(isPadded: true)] {
            for _ in 0..<4 { #expect(learned.steps(Self.plain).first?.event?.value == 3) }
            let value = Array(text.utf8)
            let expected = careful.steps(value + [0x20]).map(Self.told)
            #expect(learned.steps(value).map(Self.told) == expected)
            // The second time it may have been learned itself.
            #expect(learned.steps(value).map(Self.told) == expected)
        }
    }

    @Test(arguments: [
        (#"{"type":"order","time":1767261600000,"user":"ann}"#, #"","value":3,"human":true}"#),
        (#"{"type":"order","time":1767261600000,"user":"}"#, #"ann","value":3,"human":true}"#),
        (#"{"type":"order","time":1767261600000,"a name that holds a }"#, #" and goes on":1}"#),
    ])
    func `what lies behind a value never completes it`(value: String, behind: String) {
        let (padded, careful) = (Decoding(isPadded: true), Decoding())
        for _ in 0..<4 { #expect(padded.steps(Self.plain).first?.event?.value == 3) }
        let named = #"{"type":"order","time":1767261600000,"a name that holds a } and goes on":1}"#
        for _ in 0..<4 { #expect(padded.steps(named).first?.event != nil) }
        let found = padded.steps(Array(value.utf8), behind: Array(behind.utf8))
        #expect(found.map(Self.told) == careful.steps(value + " ").map(Self.told))
    }

    @Test(arguments: [
        "twenty letters of it\u{F6}", "\u{F6}and twenty letters of it",
        "\u{F6}\\u0041 and more of it",
        "sixteen letters_\u{F6}\u{1}", "fifteen letters\u{F6}",
        "\u{10FFFF}\u{F6}\u{20AC} at the begin",
    ])
    func `letters beyond ASCII are read in whatever part of a text they stand`(user: String) {
        let careful = Decoding()
        for learned in [Decoding(), Decoding(isPadded: true)] {
            for _ in 0..<4 { #expect(learned.steps(Self.plain).first?.event?.value == 3) }
            let text = Self.plain.replacing("ann", with: user)
            #expect(learned.steps(text).map(Self.told) == careful.steps(text + " ").map(Self.told))
            let broken = text.utf8.map { $0 == 0xB6 ? 0xFF : $0 }
            let found = learned.steps(broken)
            #expect(found.map(Self.told) == careful.steps(broken + [0x20]).map(Self.told))
            #expect(found.first?.rejection != nil)
        }
    }

    /// With its quotes and the colon a name has three bytes more; sixteen are compared at once.
    @Test(arguments: [1, 11, 12, 13, 14, 15, 29, 62, 63, 64])
    func `names that differ in one letter are different, whatever their length`(length: Int) {
        let known = [UInt8](repeating: UInt8(ascii: "n"), count: length)
        let reader = FieldReader(
            fields: [.init(String(decoding: known, as: UTF8.self), .string)],
            sizeLimit: 1 << 16
        )
        func isFound(_ name: [UInt8]) -> Bool? {
            let value = Array(#"{""#.utf8) + name + Array(#"":"x"}"#.utf8)
            guard reader.open(unsafe value.span.bytes), reader.advance() == CSJ_ELEMENT else {
                return nil
            }
            return reader.has(0)
        }
        for place in known.indices {
            var other = known
            other[place] = UInt8(ascii: "m")
            for _ in 0..<3 { #expect(isFound(known) == true) }
            #expect(isFound(other) == false, "letter \(place)")
            #expect(isFound(known + [UInt8(ascii: "n")]) == false)
            #expect(isFound(Array(known.dropLast())) == false)
        }
    }

    @Test func `a padded value of a known order is read where it lies, any other from a copy`() {
        let reader = FieldReader(fields: InputFormat.native.fields, sizeLimit: 1 << 16)
        let text = Array(Self.plain.utf8)
        let memory = text + [UInt8](repeating: 0, count: 64)
        unsafe memory.withUnsafeBufferPointer { buffer in
            let start = unsafe buffer.baseAddress.unsafelyUnwrapped
            let value = unsafe RawSpan(_unsafeStart: start, byteCount: text.count)
            func isInPlace(_ isPadded: Bool) -> Bool? {
                guard unsafe reader.open(value, isPadded: isPadded) else { return nil }
                guard reader.advance() == CSJ_ELEMENT else { return nil }
                let isCopied = unsafe reader.bytes.start != start
                #expect(reader.string(NativeField.user.rawValue).copy == Array("ann".utf8))
                while reader.advance() != CSJ_END {}
                return !isCopied
            }
            #expect(isInPlace(true) == false, "it is not known yet")
            #expect(isInPlace(true) == true)
            #expect(isInPlace(false) == false)
            #expect(isInPlace(true) == true)
        }
    }

    @Test(
        arguments: [[0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC3, 0xB6]] as [[UInt8]]
    )
    func `what is no UTF-8 is rejected also where the order is known`(bytes: [UInt8]) {
        let (learned, careful) = (Decoding(), Decoding())
        for _ in 0..<4 { #expect(learned.steps(Self.plain).first?.event?.value == 3) }
        let value =
            Array(#"{"type":"order","time":1767261600000,"user":"a"#.utf8) + bytes
            + Array(#"","value":3,"human":true}"#.utf8)
        let found = learned.steps(value)
        #expect(found.map(Self.told) == careful.steps(value + [0x20]).map(Self.told))
        #expect((found.first?.rejection == nil) == (bytes == [0xC3, 0xB6]))
    }

    @Test(arguments: InputFormat.allCases.filter(\.isJSON))
    func `a format's example is read the same again and again, sound and damaged`(
        format: InputFormat
    ) {
        let seed = UInt64(format.rawValue.utf8.count) + 7
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        let (learned, careful) = (Decoding(format: format), Decoding(format: format))
        let padded = Decoding(format: format, isPadded: true)
        for round in 0..<600 {
            var value = Array(format.sample.utf8)
            if round > 3, round % 3 == 0 { Self.damage(&value, &random) }
            let found = learned.steps(value).map(Self.told)
            let text = String(decoding: value, as: UTF8.self)
            #expect(found == careful.steps(value + [0x20]).map(Self.told), "\(text)")
            #expect(padded.steps(value).map(Self.told) == found, "where it lies: \(text)")
        }
    }

    @Test(arguments: [16_383, 16_384, 16_385, 40_000])
    func `a value that fills the buffer is read to its end`(size: Int) {
        let (learned, careful) = (Decoding(), Decoding())
        for _ in 0..<4 { #expect(learned.steps(Self.plain).first?.event?.value == 3) }
        let (begin, end) = (#"{"type":"order","time":1767261600000,"user":""#, #"","value":3}"#)
        let user = [UInt8](repeating: 0x61, count: size - begin.utf8.count - end.utf8.count)
        let value = Array(begin.utf8) + user + Array(end.utf8)
        let found = learned.steps(value)
        #expect(found.first?.event?.value == 3)
        #expect(found.map(Self.told) == careful.steps(value + [0x20]).map(Self.told))
    }

    @Test func `a name is known in whatever order it comes, and twice it is a fault`() {
        let decoding = Decoding()
        for _ in 0..<3 {
            let first = decoding.steps(#"{"type":"order","time":1767261600000,"value":3}"#)
            #expect(first.first?.event?.value == 3)
            let second = decoding.steps(#"{"value":4,"time":1767261600000,"type":"order"}"#)
            #expect(second.first?.event?.value == 4)
            let twice = decoding.steps(
                #"{"type":"order","time":1767261600000,"value":3,"time":1767261600000}"#
            )
            #expect(twice.first?.rejection?.error.reason == .field)
        }
    }

    @Test func `a source of endless names is read like any other`() {
        let decoding = Decoding()
        for number in 0..<20_000 {
            let steps = decoding.steps(
                #"{"n\#(number)":1,"type":"order","time":1767261600000,"value":\#(number)}"#
            )
            #expect(steps.first?.event?.value == Double(number))
        }
    }

    private static func record(_ orders: [[Int]], _ random: inout SplitMix64) -> String {
        let order = orders.randomElement(using: &random) ?? []
        var members = [#""type":"\#(types.randomElement(using: &random) ?? "order")""#]
        for place in order where Int.random(in: 0..<8, using: &random) > 0 {
            // The first value is a plain one, which is what most records have.
            let values = fields[place].values
            let isPlain = Int.random(in: 0..<80, using: &random) > 0
            let value = isPlain ? values.first : values.randomElement(using: &random)
            members.append(#""\#(fields[place].name)":\#(value ?? "0")"#)
        }
        return "{\(members.joined(separator: ","))}"
    }

    private static func damage(_ value: inout [UInt8], _ random: inout SplitMix64) {
        let index = Int.random(in: value.indices, using: &random)
        let bytes: [UInt8] = [
            0, 0x0A, 0x20, 0x22, 0x2C, 0x30, 0x3A, 0x5C, 0x7B, 0x7D, 0x80, 0xC3, 0xFF,
        ]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: value.remove(at: index)
        case 1: value[index] = bytes.randomElement(using: &random) ?? 0
        default: value.insert(bytes.randomElement(using: &random) ?? 0, at: index)
        }
    }

    /// All that is known of a step but what the blank at the end changes.
    private static func told(_ step: Step) -> String {
        switch step {
        case .event(var event), .unwanted(var event):
            if !event.flags.contains(.hasID) { event.id = 0 }
            return "\(event)"
        case .rejected(let rejection):
            return "\(rejection.error) \(rejection.index) \(rejection.range.lowerBound)"
        }
    }
}
