// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Sinks

struct UTCTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_123, "2000-02-29T00:00:00.123Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ])
    func `a time is written as RFC 3339 says`(time: Int64, text: String) {
        #expect(UTCText.of(time) == text)
    }

    @Test func `it writes what Foundation writes`() {
        var random = SplitMix64(seed: 45)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<500 {
            let second = Int64(random.number(0...4_000_000_000))
            let expected = Date(timeIntervalSince1970: Double(second)).formatted(style)
            #expect(UTCText.of(second * 1_000) == expected)
        }
    }
}
