// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct DurationHistogramTests {
    @Test func `a bucket holds its upper end`() {
        var histogram = DurationHistogram(upperBoundsSeconds: [0.5, 1])
        histogram.observe(0.5)
        histogram.observe(0.75, times: 2)
        histogram.observe(3)
        #expect(histogram.counts == [1, 2, 1])
        #expect(histogram.sumSeconds == 5)
    }
}
