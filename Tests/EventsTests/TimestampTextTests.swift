// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct TimestampTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-01-31T12:00:00.250Z", 1_769_860_800_250),
        ("2026-01-31t14:00:00+02:00", 1_769_860_800_000),
        ("0001-01-01T00:00:00Z", TimestampText.range.lowerBound),
    ])
    func `a date and time with a zone is a time`(text: String, time: Int64) {
        #expect(TimestampText.milliseconds(text) == time)
    }

    @Test(arguments: [
        "", "2026", "2026-01-31", "2026-01-31T12:00:00", "2026-02-30T00:00:00Z",
        "2026-01-31T12:00:00 02:00", "1769860800000", "2026-01-31T12:00:00Zz",
    ])
    func `anything else is none`(text: String) {
        #expect(TimestampText.milliseconds(text) == nil)
    }
}
