// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct DisorderTests {
    private func text(_ times: [Int64], beyond tolerance: Int64 = 0) -> String? {
        var disorder = Disorder()
        for (index, time) in times.enumerated() {
            disorder.note(.init(time: time * 1_000, line: index + 1), reached: time * 1_000)
        }
        return disorder.text(beyond: tolerance * 1_000) { "\($0.line)" }
    }

    @Test func `events in order, also of the same time, are behind nothing`() {
        #expect(text([]) == nil)
        #expect(text([5]) == nil)
        #expect(text([5, 5, 6, 90]) == nil)
    }

    @Test func `of several the event that is furthest behind is told, with the one ahead of it`() {
        let furthest =
            "5 of 1970-01-01T00:00:02.000Z comes 88 s behind 4 of 1970-01-01T00:01:30.000Z; "
            + "time.out_of_orderness is 60 s"
        #expect(text([5, 6, 4, 90, 2, 91, 50], beyond: 60) == furthest)
        #expect(text([5, 6, 4, 90, 2, 91, 50], beyond: 88) == nil, "that is near enough")
    }

    @Test func `the first event may be the one of a wrong year`() {
        #expect(
            text([90, 2, 3])?.hasPrefix(
                "2 of 1970-01-01T00:00:02.000Z comes 88 s behind 1 of 1970-01-01T00:01:30.000Z;"
            ) == true
        )
    }

    @Test func `an event reaches what it moves the watermark to, not its own time`() {
        var disorder = Disorder()
        disorder.note(.init(time: 90, line: 1), reached: 10)
        disorder.note(.init(time: 11, line: 2), reached: 11)
        #expect(disorder.text(beyond: 0) { "\($0.line)" } == nil)
    }
}
