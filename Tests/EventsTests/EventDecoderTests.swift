// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct EventDecoderTests {
    private static let good = RejectionTests.good

    @Test(arguments: ["", " ", "\n\r\t ", "[]", " [ ] \n"])
    func `nothing in a value is empty and not rejected`(value: String) {
        let decoding = Decoding()
        let bytes = Array(value.utf8)
        #expect(decoding.open(bytes) == .empty)
        var event = Event()
        let step = decoding.next(&event)
        #expect(step == .end)
    }

    @Test func `an array gives its events in order`() {
        let decoding = Decoding()
        let value =
            "[" + (0..<50).map { #"{"type":"stay","time":\#($0)}"# }.joined(separator: " , ")
        let steps = decoding.steps(value + "]\n")
        #expect(steps.compactMap(\.event?.time) == Array(0..<50))
        #expect(steps.count == 50)
    }

    @Test func `lines give their events in order, blank ones and line ends aside`() {
        let decoding = Decoding()
        let value = "\n" + (0..<50).map { #"{"type":"stay","time":\#($0)}"# + "\r\n\n" }.joined()
        let steps = decoding.steps(value)
        #expect(steps.compactMap(\.event?.time) == Array(0..<50))
        #expect(steps.count == 50)
    }

    @Test func `blanks before an event without id take nothing of records before into its id`() {
        let decoding = Decoding()
        let event = #"{"type":"stay","time":7}"#
        let text = String(repeating: "\n", count: 300) + event
        let id = decoding.event(text)?.id
        for filler in ["x", "y"] {
            let longer =
                #"{"type":"stay","time":8,"x":"\#(String(repeating: filler, count: 900))"}"#
            #expect(decoding.event(longer)?.time == 8)
            #expect(decoding.event(text)?.id == id)
        }
    }

    @Test func `one object over several lines is one event`() {
        let decoding = Decoding()
        let value = "{\n  \"type\": \"stay\",\n  \"time\": 7,\n  \"x\": [\n    {\n    }\n  ]\n}\n"
        #expect(decoding.event(value)?.time == 7)
    }

    @Test func `one broken object over several lines is one rejection`() {
        let decoding = Decoding()
        let value = "{\n  \"type\": \"stay\",\n  \"time\": 7,\n  \"x\": [ 1 2 ]\n}\n"
        let steps = decoding.steps(value)
        #expect(steps.count == 1)
        #expect(steps.first?.rejection?.range == 0..<value.utf8.count)
        #expect(steps.first?.rejection?.isWholeRecord == true)
    }

    @Test func `unknown fields of any kind are ignored`() {
        let decoding = Decoding()
        let fields =
            #""a":{"type":"x","b":[{},[],"}",1e5,null,true,false]},"":1,"users":5,"timestamp":[]"#
        let event = decoding.event(with: fields + #","a_name_of_more_than_sixteen_bytes":"x""#)
        #expect(event?.type == .pageView)
    }

    @Test func `a value over the limit is rejected for its size`() {
        let decoding = Decoding(sizeLimit: 100)
        let long = Self.good + String(repeating: " ", count: 101 - Self.good.utf8.count)
        let rejection = decoding.steps(long).first?.rejection
        #expect(rejection?.error.reason == .size)
        #expect(rejection?.range == 0..<101)
        #expect(rejection?.isWholeRecord == true)
        #expect(decoding.steps(String(long.dropLast())).first?.event != nil)
    }

    @Test func `a megabyte is decoded, a byte more is not`() {
        let decoding = Decoding()
        let frame = #"{"type":"stay","time":7,"x":""}"#.utf8.count
        let text = String(repeating: "a", count: (1 << 20) - frame)
        #expect(decoding.event(#"{"type":"stay","time":7,"x":"\#(text)"}"#)?.time == 7)
        #expect(decoding.error(#"{"type":"stay","time":7,"x":"\#(text)a"}"#)?.reason == .size)
        #expect(decoding.event(Self.good) != nil)
    }

    @Test(arguments: [
        ("[{},]", [2, 0]), ("[,{}]", [0, 2]), ("[{},,{}]", [2, 0, 2]), ("[{}", [2, 0]),
        ("[{}] x", [2, 1]), ("[{}]]", [2, 1]), ("[{}] {}", [2, 2]), ("[1,[2],\"a,]\"]", [1, 3, 5]),
        ("[{} {}]", [5]),
    ])
    func `what is amiss between elements is a rejection of its own`(value: String, sizes: [Int]) {
        let decoding = Decoding()
        #expect(decoding.steps(value).map { $0.rejection?.range.count } == sizes)
    }

    @Test(arguments: ["[", "[ ", "]", "[{", "[nope", "[[[[", "[\""])
    func `a hopeless array is one rejection`(value: String) {
        let decoding = Decoding()
        let steps = decoding.steps(value)
        #expect(steps.count == 1)
        #expect(steps.first?.rejection?.error.reason == .json)
    }

    @Test(arguments: [
        #"{"type":"stay","time":1,"x":{"a":1"#, #"{"type":"stay","time":1"#,
        #"{"type":"stay","x":{"a":{"b":[1]},"c":{"d":2"#,
    ])
    func `an element that lost its closing brace takes no neighbor with it`(broken: String) {
        let decoding = Decoding()
        let steps = decoding.steps("[\(Self.good),\(broken),\(Self.good)]")
        #expect(steps.compactMap(\.event).count == 2)
        #expect(steps.compactMap(\.rejection).count == 1)
    }

    @Test func `a decoder goes on after any value`() {
        let decoding = Decoding()
        for input in RejectionTests.all {
            _ = decoding.steps(input.bytes)
            #expect(decoding.steps(Self.good).first?.event != nil, "\(input.name)")
        }
    }

    @Test func `a decoder that is not read to the end starts anew`() {
        let decoding = Decoding()
        let value = Array("[{},{},{}]".utf8)
        #expect(decoding.open(value) == .elements)
        #expect(decoding.event(Self.good) != nil)
    }

    @Test(arguments: InputFormat.allCases.filter(\.isJSON))
    func `every error has a sentence that names its field`(format: InputFormat) {
        let decoding = Decoding(format: format)
        let name = format.typeField
        let missing = decoding.error(#"{"x":1}"#)
        #expect(missing?.message == "The field '\(name)' is missing.")
        guard !name.contains(".") else { return }
        let twice = decoding.error(#"{"\#(name)":"a","\#(name)":"b"}"#)
        #expect(twice?.message == "The field '\(name)' is given twice.")
    }

    @Test func `reasons have the names of the contract`() {
        let names = RejectionReason.allCases.map(\.name)
        #expect(
            names == [
                "json", "utf8", "type", "time", "field", "size", "bad_time", "key", "currency",
                "compression",
            ]
        )
    }
}
