// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct LogHistogramTests {
    private func histogram(_ values: some Sequence<Int64>) -> LogHistogram {
        var histogram = LogHistogram()
        for value in values { histogram.add(value) }
        return histogram
    }

    /// Values over many magnitudes, as durations are; of even seeds on both sides of 0.
    private func values(_ count: Int, seed: UInt64) -> [Int64] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let bits = Int.random(in: 0..<40, using: &generator)
            let low: Int64 = seed % 2 == 0 ? -(1 << bits) : 0
            return Int64.random(in: low...(1 << bits), using: &generator)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `quantiles are within the stated error of the true ones`(seed: UInt64) throws {
        let values = values(997, seed: seed)
        let sorted = values.sorted()
        let histogram = histogram(values)
        for share in [0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] {
            let rank = max(1, Int((share * 997).rounded(.up)))
            let truth = Double(sorted[rank - 1])
            let estimate = try #require(histogram.quantile(share))
            let allowed = abs(truth) < 46 ? 0 : abs(truth) * LogHistogram.relativeError
            #expect(abs(estimate - truth) <= allowed, "seed \(seed), share \(share)")
        }
    }

    @Test func `a rank that is a whole number is not passed over`() {
        let histogram = histogram(1...40)
        #expect(histogram.quantile(0.05) == 2)
        #expect(histogram.quantile(0.55) == 22)
        #expect(histogram.quantile(0.95) == 38)
    }

    @Test func `nothing counted has no quantile and no mean`() {
        let histogram = LogHistogram()
        #expect(histogram.isEmpty)
        #expect(histogram.quantile(0.5) == nil)
        #expect(histogram.mean == nil)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `weights that cancel leave nothing, in any order`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let values = values(200, seed: seed)
        var steps = values.map { (value: $0, weight: Int64(1)) }
        steps += values.map { (value: $0, weight: Int64(-1)) }
        var histogram = LogHistogram()
        for step in steps.shuffled(using: &generator) {
            histogram.add(step.value, weight: step.weight)
        }
        #expect(histogram == LogHistogram(), "seed \(seed)")
        #expect(histogram.isEmpty)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `merging is associative, commutative, exact and has an identity`(seed: UInt64) {
        let values = values(300, seed: seed)
        let whole = histogram(values)
        let parts = [values[..<10], values[10..<120], values[120...]].map { histogram($0) }
        var left = parts[0]
        left.merge(parts[1])
        left.merge(parts[2])
        var right = parts[2]
        right.merge(parts[1])
        var swapped = right
        swapped.merge(parts[0])
        #expect(left == whole, "seed \(seed)")
        #expect(swapped == whole, "seed \(seed)")
        var same = whole
        same.merge(LogHistogram())
        #expect(same == whole)
        #expect(whole.count == 300)
        #expect(whole.sum == values.reduce(0, +))
    }

    @Test func `buckets that were kept restore the histogram`() {
        let whole = histogram(values(300, seed: 5))
        let restored = LogHistogram(buckets: whole.buckets.reversed(), sum: whole.sum)
        #expect(restored == whole)
        let halves = whole.buckets + [.init(index: 7, count: 2), .init(index: 7, count: -2)]
        #expect(LogHistogram(buckets: halves, sum: whole.sum) == whole)
    }

    @Test func `negative values lie below 0 and not in it`() {
        let histogram = histogram([-40, -20, -20, 0, 30])
        #expect(histogram.buckets.map(\.count) == [1, 2, 1, 1])
        #expect(histogram.buckets.map(\.index) == histogram.buckets.map(\.index).sorted())
        #expect([0, 0.5, 0.8, 1].map { histogram.quantile($0) } == [-40, -20, 0, 30])
        #expect(histogram.sum == -50 && histogram.mean == -10)
    }
}
