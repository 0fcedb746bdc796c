// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct FieldReaderRolesTests {
    private static let format = VendorFormat(
        [
            VendorField("a", [.string, .number], .user, .value),
            .free("b", .string, .user, .type),
            VendorField("c.d", [.string, .number], .user, .value),
            VendorField("l", [.string, .list], .campaign),
        ],
        events: EventNames([(EventMeaning(.order), ["bought"])])
    )

    /// What a reader finds in one element.
    private func read<Value>(
        _ json: String,
        _ body: (borrowing FieldReader) -> Value
    ) -> Value {
        let reader = FieldReader(fields: Self.format.specifications, sizeLimit: 1000)
        let bytes = Array(json.utf8)
        _ = reader.open(unsafe bytes.span.bytes)
        _ = reader.advance()
        return body(reader)
    }

    private func text(_ role: FieldRole, _ json: String) -> String {
        read(json) { reader in
            let slice = reader.text(role, Self.format)
            return String(decoding: (0..<slice.count).map { slice[$0] }, as: UTF8.self)
        }
    }

    @Test(arguments: [
        (#"{"b":"2","a":"1"}"#, "1"), (#"{"b":"2","a":""}"#, "2"), (#"{"c":{"d":"3"}}"#, "3"),
        (#"{"a":null,"b":7,"c":{"d":"3"}}"#, "3"), (#"{"a":12.50}"#, "12.50"), ("{}", ""),
        (#"{"a":"(none)","b":"x"}"#, "x"), (#"{"a":-1,"b":"y"}"#, "y"),
    ])
    func `the first text that says something`(json: String, expected: String) {
        #expect(text(.user, json) == expected)
    }

    @Test func `the first item of a list stands for it`() {
        #expect(text(.campaign, #"{"l":["x","y",{"z":[1]}]}"#) == "x")
        #expect(text(.campaign, #"{"l":"x"}"#) == "x")
        #expect(text(.campaign, #"{"l":[]}"#) == "")
    }

    @Test func `the first number, though it be a text`() {
        func number(_ json: String) -> Double? {
            read(json) { $0.quantity(.value, Self.format)?.1 }
        }
        #expect(number(#"{"a":"9.5","c":{"d":2}}"#) == 9.5)
        #expect(number(#"{"a":"x","c":{"d":2}}"#) == 2)
        #expect(number("{}") == nil)
    }

    @Test func `the first name that means something`() {
        let type = read(#"{"b":"bought"}"#) { reader in
            reader.firstMeaning(.type, Self.format) { Self.format.events.meaning(of: $0) }?.type
        }
        #expect(type == .order)
    }
}
