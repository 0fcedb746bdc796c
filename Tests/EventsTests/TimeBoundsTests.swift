// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct TimeBoundsTests {
    @Test(arguments: [
        (0, true), (600_000, true), (600_001, false), (-259_200_000, true), (-259_200_001, false),
    ])
    func `both bounds are inclusive`(offset: Int64, isPlausible: Bool) {
        var event = Event()
        event.received = 1_767_261_600_000
        event.time = event.received + offset
        let error = TimeBounds().check(event)
        #expect((error == nil) == isPlausible)
        #expect(error.map { $0.reason == .badTime } ?? isPlausible)
    }

    @Test(arguments: [
        (-1, true), (0, false), (1_767_261_000_000, true), (1_767_260_999_999, false),
        (1_767_300_000_000, true), (Int64.max, true),
    ])
    func `an event that is ahead of its record is implausible whatever it says of its receipt`(
        recordTimestamp: Int64,
        isPlausible: Bool
    ) {
        var event = Event()
        event.received = 1_767_261_600_000
        event.time = 1_767_261_600_000
        let error = TimeBounds().check(event, recordTimestamp: recordTimestamp)
        #expect((error == nil) == isPlausible)
    }

    @Test(arguments: ["1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z"])
    func `a year far off is decoded and then found implausible`(time: String) throws {
        let decoding = Decoding()
        let event = try #require(decoding.event(#"{"type":"page_view","time":"\#(time)"}"#))
        let error = try #require(TimeBounds().check(event))
        let rejection = decoding.decoder.rejectLast(error)
        #expect(rejection.isWholeRecord)
        #expect(rejection.error.reason.name == "bad_time")
    }

    @Test func `the last rejection names an element's own place`() throws {
        let decoding = Decoding()
        let old = #"{"type":"page_view","time":5}"#
        let value = Array("[ \(old) ,{}]".utf8)
        #expect(decoding.open(value) == .elements)
        var event = Event()
        let step = decoding.next(&event)
        #expect(step == .event)
        let error = try #require(TimeBounds().check(event))
        let rejection = decoding.decoder.rejectLast(error)
        #expect(rejection.range == 2..<2 + old.utf8.count)
        #expect(rejection.index == 0)
        #expect(!rejection.isWholeRecord)
    }
}
