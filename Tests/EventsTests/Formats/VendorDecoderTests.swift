// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

/// What all formats that are tables have in common.
struct VendorDecoderTests {
    private static let vendors = InputFormat.allCases.filter { $0 != .native && $0 != .segment }

    @Test(arguments: InputFormat.allCases)
    func `a sample of each format is one event, alone, in an array and on lines`(
        format: InputFormat
    ) {
        let decoding = Decoding(format: format)
        let alone = decoding.event(format.sample)
        #expect(alone != nil && alone?.type != .other)
        guard format.isJSON else {
            let lines = "\(format.sample)\r\n\n\(format.sample)\n"
            #expect(decoding.steps(lines).compactMap(\.event).map(\.id) == [alone?.id, alone?.id])
            return
        }
        let array = decoding.steps("[\(format.sample),\(format.sample)]").compactMap(\.event)
        let lines = decoding.steps("\(format.sample)\n\(format.sample)\n").compactMap(\.event)
        #expect(array.map(\.id) == lines.map(\.id) && array.count == 2)
        #expect(array.first?.id == alone?.id || alone?.flags.contains(.hasID) == false)
    }

    @Test(arguments: vendors)
    func `an unwanted event has type and times only`(format: InputFormat) {
        let decoding = Decoding(format: format, wanted: EventTypeSet(.review))
        let steps = decoding.steps(format.sample)
        guard case .unwanted(let event) = steps.first else {
            Issue.record("it is \(steps)")
            return
        }
        #expect(event.time != 0 && event.user == 0 && event.object == 0 && event.id == 0)
    }

    @Test(arguments: vendors.filter { $0 != .snowplow })
    func `events without a time of their own arrival have the record's`(format: InputFormat) {
        let decoding = Decoding(format: format)
        let event = decoding.event(format.sample, timestamp: 1_767_261_700_000)
        #expect(event?.received == 1_767_261_700_000)
        #expect(event?.flags.contains(.hasReceived) == false)
        let none = decoding.event(format.sample, timestamp: -1)
        #expect(none?.received == none?.time)
    }

    @Test(arguments: vendors.filter(\.isJSON))
    func `an endless list and deep nesting end in time`(format: InputFormat) {
        let decoding = Decoding(format: format)
        let sample = format.sample.dropLast()
        let list =
            sample + #","zz":[\#(Array(repeating: "1", count: 100_000).joined(separator: ","))]}"#
        #expect(decoding.event(String(list)) != nil)
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        #expect(decoding.error(sample + #","zz":\#(deep)}"#)?.reason == .json)
    }

    @Test func `a number beyond all measure is refused`() {
        let decoding = Decoding(format: .cloudevents)
        let text =
            #"{"type":"order","time":"2026-01-01T10:00:00Z","data":{"revenue":1e16}}"#
        let error = decoding.error(text)
        #expect(error?.reason == .field)
        #expect(error?.message == "The field 'data.revenue' is out of range.")
    }
}
