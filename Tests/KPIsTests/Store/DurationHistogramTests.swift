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
        #expect(histogram.count == 4)
    }

    @Test func `a quantile is the end of its bucket, as far as there is one`() {
        var histogram = DurationHistogram(upperBoundsSeconds: [0.5, 1])
        #expect(histogram.quantile(0.5) == nil)
        histogram.observe(0.2, times: 99)
        #expect(histogram.quantile(0.99) == 0.5)
        histogram.observe(0.7)
        #expect(histogram.quantile(0.99) == 0.5)
        #expect(histogram.quantile(1) == 1)
        histogram.observe(7, times: 100)
        #expect(histogram.quantile(0.99) == nil)
    }

    @Test func `what was counted elsewhere is one like what was observed`() {
        var observed = DurationHistogram(upperBoundsSeconds: [0.5, 1])
        observed.observe(0.25, times: 2)
        observed.observe(3)
        let counted = DurationHistogram(
            upperBoundsSeconds: [0.5, 1],
            counts: [2, 0, 1],
            sumSeconds: 3.5
        )
        #expect(counted == observed)
    }
}
