// SPDX-License-Identifier: Apache-2.0

/// A histogram of durations in fixed buckets.
public struct DurationCounts: Sendable {
    /// Upper ends of the buckets but the last, ms.
    public static let upperBounds: [Int64] = [
        5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
    ]

    /// Durations by bucket; the last one holds what is above all bounds.
    public private(set) var counts = [UInt64](repeating: 0, count: upperBounds.count + 1)
    /// Their sum, ms.
    public private(set) var sum: Int64 = 0

    /// Nothing yet.
    public init() {}

    /// Adds a duration; a negative one counts as 0.
    public mutating func add(milliseconds: Int64) {
        let bucket = Self.upperBounds.firstIndex { milliseconds <= $0 } ?? Self.upperBounds.count
        counts[bucket] += 1
        sum += max(0, milliseconds)
    }
}
