// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct DurationTextTests {
    @Test(arguments: [
        (500, "500ms"), (10_000, "10s"), (90_000, "90s"), (300_000, "5m"), (3_600_000, "1h"),
        (86_400_000, "1d"), (172_800_000, "2d"), (5_400_000, "90m"), (0, "0ms"), (1_500, "1500ms"),
    ])
    func `the largest unit that divides is taken`(_ milliseconds: Int64, _ text: String) {
        #expect(DurationText.of(milliseconds) == text)
    }
}
