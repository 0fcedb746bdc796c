// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Story

struct StoryCalendarTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_767_225_600_123, "2026-01-01T00:00:00.123Z"),
            (1_709_251_199_000, "2024-02-29T23:59:59.000Z"),
            (4_102_444_799_009, "2099-12-31T23:59:59.009Z"),
        ] as [(Int64, String)]
    )
    func `times are written as RFC 3339`(time: Int64, text: String) {
        var calendar = StoryCalendar()
        var bytes: [UInt8] = []
        calendar.put(time, into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test func `a day's curves add up to a day`() {
        for curve in [StoryCalendar.bustle, StoryCalendar.campaigns] {
            #expect(curve.count == 24 && abs(curve.reduce(0, +) - 24) < 0.02)
        }
    }
}
