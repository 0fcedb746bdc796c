// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct PollGapsTests {
    /// Upper ends of the buckets, ns.
    private static let ends: [Int64] = [
        1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000,
        250_000_000, 1_000_000_000, 5_000_000_000,
    ]

    @Test func `at first there is none`() {
        let histogram = PollGaps().histogram
        #expect(histogram == PublishedStatus().pollGap, "as where nothing is read")
        #expect(histogram.count == 0 && histogram.sumSeconds == 0)
        #expect(histogram.counts.count == Self.ends.count + 1)
    }

    @Test(arguments: ends.indices)
    func `a bucket holds its upper end, and the next one what is a nanosecond longer`(bucket: Int) {
        let gaps = PollGaps()
        gaps.observe(nanoseconds: Self.ends[bucket])
        #expect(gaps.histogram.counts.firstIndex(of: 1) == bucket)
        gaps.observe(nanoseconds: Self.ends[bucket] + 1)
        let counts = gaps.histogram.counts
        #expect(counts[bucket] == 1 && counts[bucket + 1] == 1)
        #expect(gaps.histogram.count == 2)
    }

    @Test func `every gap counts once, and the sum is in seconds`() {
        let gaps = PollGaps()
        for nanoseconds: Int64 in [0, 250, 999_750, 40_000_000, 40_000_000, 60_000_000_000] {
            gaps.observe(nanoseconds: nanoseconds)
        }
        let histogram = gaps.histogram
        #expect(histogram.counts == [3, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1])
        #expect(histogram.sumSeconds == 60.081)
        #expect(histogram.upperBoundsSeconds == Self.ends.map { Double($0) / 1e9 })
    }
}
