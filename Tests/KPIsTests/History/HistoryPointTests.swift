// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct HistoryPointTests {
    @Test func `it has 48 bytes`() { #expect(MemoryLayout<HistoryPoint>.stride == 48) }

    @Test func `it gives back what it was made of`() {
        var value = KPIValue(value: 0.1, num: 123_456_789_012, den: 3, n: 1_000)
        (value.lo, value.hi) = (0.25, 0.5)
        let point = HistoryPoint(
            start: -5,
            value: value,
            isComplete: true,
            revision: 70_000,
            status: .noBaseline
        )
        #expect(point.start == -5 && point.value == 0.1 && point.num == 123_456_789_012)
        #expect(point.den == 3 && point.n == 1_000 && point.lo == 0.25 && point.hi == 0.5)
        #expect(point.isComplete && point.status == .noBaseline)
        #expect(point.revision == 65_535)
    }

    @Test func `what is absent stays absent`() {
        let value = KPIValue(value: nil, num: 0, den: nil, n: 0)
        let point = HistoryPoint(start: 0, value: value, isComplete: false)
        #expect(point.value == nil && point.den == nil && point.lo == nil && point.hi == nil)
        #expect(!point.isComplete && point.status == nil && point.revision == 0)
    }
}
