// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

/// Bad input alone, in an array and among lines.
struct RejectionTests {
    struct BadInput: CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let reason: RejectionReason
        var testDescription: String { name }

        init(_ text: String, _ reason: RejectionReason) {
            name = text
            bytes = Array(text.utf8)
            self.reason = reason
        }

        init(_ name: String, _ bytes: [UInt8], _ reason: RejectionReason) {
            self.name = name
            self.bytes = bytes
            self.reason = reason
        }
    }

    static let good = #"{"type":"page_view","time":1767261600000,"user":"good"}"#

    private static func event(_ fields: String) -> String {
        #"{"type":"page_view","time":1767261600000,\#(fields)}"#
    }

    private static func around(_ bytes: [UInt8]) -> [UInt8] {
        Array(#"{"type":"page_view","time":5,"user":"a"#.utf8) + bytes + Array(#"b"}"#.utf8)
    }

    static let malformed = [
        "{", "}", #"{"type"}"#, #"{"type":}"#, #"{"type":"page_view","time":5,}"#,
        #"{"type":"page_view" "time":5}"#, #"{type:"page_view","time":5}"#,
        #"{"type":"page_view","time":5}}"#, #"{"type":"page_view","time":5"#,
        #"{"type":"page_view","time":5} x"#, #"{"type":"page_view","time":05}"#, "nope", "NaN",
        "5", "null", #""text""#, "true", event(#""x":NaN"#), event(#""x":tru"#),
        event(#""x":nulll"#), event(#""x":1."#), event(#""x":.5"#), event(#""x":+1"#),
        event(#""x":1e"#), event(#""x":0x10"#), event(#""x":"\x""#), event(#""x":"\u12g4""#),
        event(#""x":"\ud800\u12g4""#),
        event(#""x":[1 2]"#), event(#""x":[1,]"#), event(#""x":{"a":1,}"#),
        event(#""x":{"a" 1}"#), event(#""x":{"a":{"b":[}}}"#), event(#""x":"a"b"#),
        event(#""x":'a'"#), event(#""\q":1"#), event(#""x":-"#), event(#""x":1"a""#),
    ].map { BadInput($0, .json) }

    static let binary = [
        BadInput("NUL in a string", around([0]), .json),
        BadInput("NUL behind the event", Array(good.utf8) + [0], .json),
        BadInput(
            "NUL behind a number",
            Array(#"{"type":"stay","time":5"#.utf8) + [0, 0x7D],
            .json
        ),
        BadInput("control character in a string", around([0x1F]), .json),
        BadInput("byte FF", around([0xFF]), .utf8),
        BadInput("lone continuation byte", around([0x80]), .utf8),
        BadInput("overlong slash", around([0xC0, 0xAF]), .utf8),
        BadInput("surrogate in UTF-8", around([0xED, 0xA0, 0x80]), .utf8),
        BadInput("beyond U+10FFFF", around([0xF4, 0x90, 0x80, 0x80]), .utf8),
        BadInput("character cut short", around([0xE2, 0x82]), .utf8),
        BadInput(
            "depth 10,000",
            Array(event(#""x":"#).dropLast().utf8) + [UInt8](repeating: 0x5B, count: 10_000)
                + [UInt8](repeating: 0x5D, count: 10_000) + [0x7D],
            .json
        ),
        BadInput(
            "depth 10,000 of objects",
            Array(
                (event(#""x":"#).dropLast()
                    + String(repeating: #"{"a":"#, count: 10_000) + "1"
                    + String(repeating: "}", count: 10_001)).utf8
            ),
            .json
        ),
    ]

    static let wrong: [BadInput] =
        [
            "{}", #"{"time":5}"#, #"{"type":null,"time":5}"#, #"{"type":"","time":5}"#,
            #"{"type":5,"time":5}"#, #"{"type":["page_view"],"time":5}"#,
        ].map { BadInput($0, .type) }
        + [
            #"{"type":"stay"}"#, #"{"type":"stay","time":null}"#, #"{"type":"stay","time":"soon"}"#,
            #"{"type":"stay","time":1.5}"#, #"{"type":"stay","time":true}"#,
            #"{"type":"stay","time":{}}"#, #"{"type":"stay","time":1e308}"#,
            #"{"type":"stay","time":253402300800000}"#, #"{"type":"stay","time":"NaN"}"#,
            #"{"type":"stay","time":99999999999999999999}"#, #"{"type":"stay","time":""}"#,
        ].map { BadInput($0, .time) }
        + [
            #""user":5"#, #""user":["u"]"#, #""id":{}"#, #""campaign":true"#, #""paid":"yes""#,
            #""human":0"#, #""value":"NaN""#, #""value":"5""#, #""value":1e308"#,
            #""value":1e999"#, #""value":-1e16"#, #""score":[]"#, #""scale":0"#, #""totals":5"#,
            #""totals":{"reach":"many"}"#, #""totals":{"reach":-1}"#, #""totals":{"reach":1e300}"#,
            #""channel":"fax""#, #""phase":"later""#, #""mode":"both""#, #""sentiment":"bad""#,
            #""sentiment":2"#, #""sentiment":true"#, #""currency":"EURO""#, #""currency":"E1R""#,
            #""received":"soon""#, #""received":{}"#, #""user":"a","user":"a""#,
            #""user":null,"user":"a""#, #""user":"a","\u0075ser":"b""#, #""time":6"#,
            #""type":"order""#, #""totals":{},"totals":{}"#,
            #""totals":{"fans":1,"fans":2}"#, #""totals":{"reach":9000000000001}"#,
        ].map { BadInput(event($0), .field) }

    static let all = malformed + binary + wrong

    @Test(arguments: all)
    func `bad input alone is rejected once and whole`(input: BadInput) {
        let decoding = Decoding()
        let steps = decoding.steps(input.bytes)
        #expect(steps.count == 1)
        let rejection = steps.first?.rejection
        #expect(rejection?.error.reason == input.reason)
        #expect(rejection?.isWholeRecord == true)
        #expect(rejection?.range == 0..<input.bytes.count)
        #expect(rejection?.error.message.isEmpty == false)
    }

    @Test(arguments: all)
    func `bad input among lines leaves its neighbors alone`(input: BadInput) {
        let good = Array(Self.good.utf8)
        check(good + [0x0A] + input.bytes + [0x0D, 0x0A] + good, input, at: good.count + 1)
    }

    @Test(arguments: all.filter(\.isTellableInArray))
    func `bad input in an array leaves its neighbors alone`(input: BadInput) {
        let good = Array(Self.good.utf8)
        let begin: [UInt8] = [0x5B] + good + [0x2C, 0x20]
        check(begin + input.bytes + [0x20, 0x2C] + good + [0x5D], input, at: begin.count)
    }

    private func check(_ value: [UInt8], _ input: BadInput, at begin: Int) {
        let decoding = Decoding()
        let steps = decoding.steps(value)
        #expect(steps.count == 3)
        guard steps.count == 3 else { return }
        let expected = Decoding.goodUser
        #expect(steps[0].event?.user == expected)
        #expect(steps[2].event?.user == expected)
        let rejection = steps[1].rejection
        #expect(rejection?.error.reason == input.reason)
        #expect(rejection?.index == 1)
        #expect(rejection?.range == begin..<begin + input.bytes.count)
        #expect(rejection?.isWholeRecord == false)
    }
}

extension RejectionTests.BadInput {
    /// In an array a quote too many turns the neighbors inside out; nobody can tell which it was.
    fileprivate var isTellableInArray: Bool { bytes.count { $0 == UInt8(ascii: "\"") } % 2 == 0 }
}

extension Decoding {
    /// The user of the good neighbors.
    fileprivate static var goodUser: UInt64? {
        let decoding = Decoding()
        return decoding.event(RejectionTests.good)?.user
    }
}
