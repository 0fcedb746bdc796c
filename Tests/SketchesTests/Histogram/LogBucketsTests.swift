// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sketches

struct LogBucketsTests {
    @Test func `a bucket is the ceiling of the logarithm, as in Prometheus`() {
        #expect(LogBuckets.index(of: 0) == 0)
        for value: Int64 in 1...200_000 where value & (value - 1) != 0 {
            let expected = Int((log2(Double(value)) * 32).rounded(.up)) + 1
            #expect(LogBuckets.index(of: value) == expected)
        }
        for exponent in 0..<63 {
            #expect(LogBuckets.index(of: 1 << exponent) == exponent * 32 + 1)
        }
    }

    @Test func `every value lies within its bucket and near its middle`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<100_000 {
            let bits = Int.random(in: 0..<63, using: &generator)
            let value = Int64.random(in: 1...(1 << bits), using: &generator)
            let index = LogBuckets.index(of: value)
            let inside =
                value <= LogBuckets.largest(of: index) && value > LogBuckets.largest(of: index - 1)
            let error = abs(LogBuckets.middle(of: index) - Double(value)) / Double(value)
            #expect(inside && error <= LogHistogram.relativeError, "value \(value)")
        }
    }

    @Test func `the largest value has the last bucket, and the smallest one that below 0`() {
        #expect(LogBuckets.index(of: .max) == LogBuckets.last)
        #expect(LogBuckets.largest(of: LogBuckets.last) == .max)
        #expect(LogBuckets.index(of: .min) == -LogBuckets.last)
        #expect(LogBuckets.count == 2 * LogBuckets.last + 1)
    }

    @Test func `below 0 buckets are those above it the other way round`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<10_000 {
            let bits = Int.random(in: 0..<63, using: &generator)
            let value = Int64.random(in: 1...(1 << bits), using: &generator)
            let index = LogBuckets.index(of: -value)
            #expect(index == -LogBuckets.index(of: value))
            #expect(LogBuckets.middle(of: index) == -LogBuckets.middle(of: -index))
            #expect(-value <= LogBuckets.largest(of: index), "value \(-value)")
            #expect(-value > LogBuckets.largest(of: index - 1), "value \(-value)")
        }
        let small: [Int64] = [-3, -2, -1, 0]
        #expect(small.map { LogBuckets.largest(of: LogBuckets.index(of: $0)) } == small)
    }
}
