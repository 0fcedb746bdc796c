// SPDX-License-Identifier: Apache-2.0

import CSimdJSON
import Testing

@testable import Events

/// Events that stand in a list below the root of a record.
struct BatchTests {
    private static func call(_ number: Int, _ more: String = "") -> String {
        #"{"type":"page","messageId":"m\#(number)","anonymousId":"a","#
            + #""timestamp":"2026-01-01T10:00:0\#(number)Z"\#(more)}"#
    }

    private func ids(_ value: String, format: InputFormat = .segment) -> [UInt64?] {
        Decoding(format: format).steps(value).map { $0.event?.id }
    }

    @Test(arguments: [
        "{\"batch\":[A,B],\"sent\":\"x\"}",
        "{\"sent\":\"x\",\"messageId\":\"m9\",\"batch\":[ A , B ]}",
        "[{\"batch\":[A]},B]", "[A,{\"batch\":[B]}]",
        "{\"batch\":[A]}\n\n{\"batch\":[B]}",
        "A\n{\"batch\":[B]}\n", "{\"batch\":[A]}\nB", "{\n \"batch\":\n[\nA,\nB\n]\n}\n",
        "{\"batch\":[{\"batch\":[A]},B]}", "[{\"batch\":[A]},{\"batch\":[B]}]",
        "{\"x\":{\"batch\":[1]},\"batch\":[A,B],\"y\":[]}",
    ])
    func `the items of a batch are events as if each were alone`(pattern: String) {
        let alone = ids(Self.call(1)) + ids(Self.call(2))
        let value = pattern.replacing("A", with: Self.call(1)).replacing("B", with: Self.call(2))
        #expect(ids(value) == alone)
    }

    @Test func `what holds an empty list is an element itself, or a rejected one`() {
        let alone = ids(Self.call(1))
        #expect(ids(Self.call(1, ",\"batch\":[]")).count == alone.count)
        #expect(Decoding(format: .segment).event(Self.call(1, ",\"batch\":[ ]"))?.type == .pageView)
        let empty = Decoding(format: .segment).error("{\"batch\":[]}")
        #expect(empty?.reason == .type)
        let steps = Decoding(format: .segment).steps("[{\"batch\":[]},\(Self.call(1))]")
        #expect(steps.map { $0.event != nil } == [false, true])
    }

    @Test func `a faulty item takes none of its neighbors with it`() {
        let value = "{\"batch\":[\(Self.call(1)),7,{\"type\":1},\(Self.call(2)),[],\"x\"]}"
        let steps = Decoding(format: .segment).steps(value)
        #expect(steps.map { $0.event != nil } == [true, false, false, true, false, false])
        let bytes = Array(value.utf8)
        let texts = steps.compactMap(\.rejection).map { rejection in
            String(decoding: bytes[rejection.range], as: UTF8.self)
        }
        #expect(texts == ["7", "{\"type\":1}", "[]", "\"x\""])
        #expect(steps.compactMap(\.rejection).map(\.index) == [1, 2, 4, 5])
        #expect(steps.compactMap(\.rejection).allSatisfy { !$0.isWholeRecord })
    }

    @Test(arguments: [
        "{C,\"messageId\":\"m\",\"batch\":[N]}", "{\"batch\":[N],C}",
        "{C,\"batch\":[{\"batch\":[N]}]}",
    ])
    func `what a batch's own context says holds for calls that do not say it`(
        pattern: String
    ) {
        let context = #""context":{"campaign":{"name":"sp\u0072ing","medium":"email"},"os":{}}"#
        let calls = [
            Self.call(1), Self.call(2, #","context":{"campaign":{"name":"own"}}"#),
            Self.call(3, #","properties":{"a":"\u0041"}"#),
        ]
        let decoding = Decoding(format: .segment)
        let value = pattern.replacing("C", with: context)
            .replacing("N", with: calls.joined(separator: ","))
        let events = decoding.steps(value).compactMap(\.event)
        let campaigns = events.map { decoding.text(.campaign, of: $0) }
        #expect(campaigns == ["spring", "own", "spring"])
        #expect(events.allSatisfy { decoding.text(.medium, of: $0) == "email" })
        #expect(events.map(\.id) == calls.flatMap { ids($0) })
    }

    @Test(arguments: [
        #""campaign":{"name":null}"#, #""campaign":{"name":5}"#, #""campaign":{"name":{}}"#,
        #""campaign":{"name":[]}"#, #""campaign":null"#, "",
    ])
    func `what a call does not say, or says wrongly, its batch does`(own: String) {
        let context = #""context":{"campaign":{"name":"spring"}}"#
        let call = Self.call(1, ",\"context\":{\(own)}")
        let decoding = Decoding(format: .segment)
        let events = decoding.steps("{\(context),\"batch\":[\(call),\(call)]}").map(\.event)
        #expect(events.map { decoding.text(.campaign, of: $0) } == ["spring", "spring"])
    }

    @Test func `a batch's context ends with the batch`() {
        let context = #""context":{"campaign":{"name":"spring"}}"#
        let decoding = Decoding(format: .segment)
        let events = decoding.steps("{\(context),\"batch\":[\(Self.call(1))]}\n\(Self.call(2))")
            .map(\.event)
        #expect(decoding.text(.campaign, of: events[0]) == "spring")
        #expect(decoding.text(.campaign, of: events[1]) == "")
    }

    @Test(arguments: [
        "{\"batch\":[{}", "{\"batch\":[{]}", "{\"batch\":[{}],}", "{\"batch\":[{},]}",
    ])
    func `a batch that is no JSON is one rejection of all of it`(value: String) {
        let steps = Decoding(format: .segment).steps(value)
        #expect(steps.count == 1)
        #expect(steps.first?.rejection?.range == 0..<value.utf8.count)
        #expect(steps.first?.rejection?.error.reason == .json)
    }

    @Test func `batches in batches are refused beyond a depth, and what follows counts`() {
        let deep =
            String(repeating: "{\"batch\":[", count: 5) + "{}" + String(repeating: "]}", count: 5)
        let steps = Decoding(format: .segment).steps("\(deep)\n\(Self.call(1))")
        #expect(steps.count == 2)
        #expect(steps.first?.rejection != nil && steps.last?.event != nil)
    }

    @Test func `what is no list is no batch`() {
        let value = Self.call(1, ",\"batch\":\"b\"")
        #expect(ids(value).count == 1 && ids(value)[0] == ids(Self.call(1))[0])
    }

    @Test func `ten thousand events in one batch are ten thousand events`() {
        let calls = (0..<10_000).map { Self.call($0 % 10, ",\"n\":\($0)") }
        let value = "{\"batch\":[\(calls.joined(separator: ","))]}"
        let decoding = Decoding(format: .segment, sizeLimit: 4 << 20)
        #expect(decoding.steps(value).count(where: { $0.event != nil }) == 10_000)
    }

    // MARK: - Lists with fields of what holds them

    private func elements(_ value: String) -> [[String]] {
        let reader = FieldReader(
            fields: [
                .init("kind", .string), .init("entry", .events), .init("entry.id", .string),
                .init("entry.changes", .events), .init("entry.changes.v", .string),
                .init("entry.more", .events), .init("entry.more.w", .string),
            ],
            sizeLimit: 1 << 16
        )
        let bytes = Array(value.utf8)
        guard reader.open(unsafe bytes.span.bytes) else { return [] }
        var all: [[String]] = []
        while true {
            let status = reader.advance()
            guard status != CSJ_END else { return all }
            guard status == CSJ_ELEMENT else {
                all.append(["fault \(status.rawValue)"])
                continue
            }
            all.append([0, 2, 4, 6].map { reader.string(UInt8($0)).text })
        }
    }

    @Test func `items have the fields of the objects around them, also of those behind`() {
        let value = #"""
            {"entry":[{"changes":[{"v":"1"},{"v":"\u0032"}],"id":"a\u0062"},
            {"id":"c","more":[{"w":"3"}],"changes":[{"v":"4"}]},{"id":"d"},{"changes":[{}]}],
            "kind":"k\u006b"}
            """#
        #expect(
            elements(value) == [
                ["kk", "ab", "1", ""], ["kk", "ab", "2", ""], ["kk", "c", "", "3"],
                ["kk", "c", "4", ""], ["kk", "d", "", ""], ["kk", "", "", ""],
            ]
        )
    }

    @Test func `a fault around a list is a fault of all of it, one inside of the item alone`() {
        #expect(elements(#"{"kind":1,"entry":[{"id":"a"}]}"#).count == 1)
        #expect(
            elements(
                #"{"entry":[{"id":1,"changes":[{}]},{"id":"b","changes":[{"v":2},{"v":"3"}]}]}"#
            )
            .map(\.count) == [1, 1, 4]
        )
        #expect(elements(#"{"entry":[],"entry":[]}"#).count == 1)
    }
}

extension ByteSlice {
    fileprivate var text: String { String(decoding: (0..<count).map { self[$0] }, as: UTF8.self) }
}
