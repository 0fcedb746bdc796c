// SPDX-License-Identifier: Apache-2.0

/// How integers are distributed, with quantiles within 1.1 % of the true value.
///
/// Buckets grow by 2^(1/32) in both directions (a Prometheus native histogram of schema 5), 0 has
/// its own; counts are integers, so a merge is exact, the order of additions does not matter, and a correction of
/// weight -1 takes an addition back without trace. Use it for durations in milliseconds; the data
/// plane has `HistogramArena`. Idea: C. Masson and others, "DDSketch" (2019).
public struct LogHistogram: Sendable, Equatable {
    /// How far a quantile can be from the true value, as a share of it.
    public static let relativeError = 0.011

    /// The buckets whose count is not 0, by ascending index.
    public private(set) var buckets: [Bucket] = []
    /// The sum of value x weight, exact within 64 bits.
    public private(set) var sum: Int64 = 0

    /// Makes a histogram of nothing.
    public init() {}

    /// Makes a histogram of buckets that were kept elsewhere.
    ///
    /// - Parameters:
    ///   - buckets: in any order; counts of equal index are added.
    ///   - sum: the sum of the values.
    public init(buckets: some Sequence<Bucket>, sum: Int64) {
        self.sum = sum
        let sorted = buckets.sorted { $0.index < $1.index }
        for bucket in sorted {
            precondition(Self.isBucket(bucket.index), "A bucket of schema 5.")
            if let last = self.buckets.last, last.index == bucket.index {
                self.buckets[self.buckets.count - 1].count &+= bucket.count
            } else {
                self.buckets.append(bucket)
            }
        }
        self.buckets.removeAll { $0.count == 0 }
    }

    /// The bucket of a value: 0 for the value 0, of a larger one that in Prometheus and one more, of
    /// a smaller one as of its opposite, below 0.
    public static func bucketIndex(of value: Int64) -> Int { LogBuckets.index(of: value) }

    /// The largest integer of a bucket.
    ///
    /// - Parameter index: as `bucketIndex(of:)` gives it.
    /// - Returns: the border, rounded down.
    public static func largestValue(ofBucket index: Int) -> Int64 { LogBuckets.largest(of: index) }

    /// Whether there is a bucket of that index: what is kept elsewhere may be damaged.
    public static func isBucket(_ index: Int) -> Bool {
        (-LogBuckets.last...LogBuckets.last).contains(index)
    }

    /// Whether all weights cancel.
    public var isEmpty: Bool { buckets.isEmpty && sum == 0 }

    /// The sum of the weights.
    public var count: Int64 { buckets.reduce(0) { $0 &+ $1.count } }

    /// The mean, or nil when the count is not above 0.
    public var mean: Double? { count > 0 ? Double(sum) / Double(count) : nil }

    /// Counts a value.
    ///
    /// - Parameters:
    ///   - value: of either sign, in the unit of the histogram.
    ///   - weight: 1, or -1 to take the value back.
    /// - Complexity: O(buckets in use).
    public mutating func add(_ value: Int64, weight: Int64 = 1) {
        sum &+= value &* weight
        guard weight != 0 else { return }
        let index = LogBuckets.index(of: value)
        var low = 0
        var high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle].index < index { low = middle + 1 } else { high = middle }
        }
        guard low < buckets.count, buckets[low].index == index else {
            return buckets.insert(Bucket(index: index, count: weight), at: low)
        }
        buckets[low].count &+= weight
        if buckets[low].count == 0 { buckets.remove(at: low) }
    }

    /// Counts everything that the other histogram counted.
    ///
    /// - Complexity: O(buckets of both).
    public mutating func merge(_ other: LogHistogram) {
        var merged: [Bucket] = []
        merged.reserveCapacity(buckets.count + other.buckets.count)
        var rest = other.buckets[...]
        for var bucket in buckets {
            while let first = rest.first, first.index < bucket.index {
                merged.append(rest.removeFirst())
            }
            if let first = rest.first, first.index == bucket.index {
                bucket.count &+= rest.removeFirst().count
            }
            if bucket.count != 0 { merged.append(bucket) }
        }
        merged.append(contentsOf: rest)
        buckets = merged
        sum &+= other.sum
    }

    /// The value below or at which a share of the values lies (nearest rank).
    ///
    /// - Parameter share: 0...1; 0.5 is the median.
    /// - Returns: a value within `relativeError` of the true one, exact within 46 of 0; nil when nothing
    ///   is counted. Buckets below 0, seen while a correction is under way, do not count.
    /// - Complexity: O(buckets in use).
    public func quantile(_ share: Double) -> Double? {
        precondition((0...1).contains(share), "A share lies between 0 and 1.")
        let total = buckets.reduce(0) { $0 + max(0, $1.count) }
        // The tiny step back keeps a product such as 0.07 * 100 from passing over its own rank.
        let rank = max(1, Int64((share * Double(total) - 1e-9).rounded(.up)))
        var passed: Int64 = 0
        for bucket in buckets where bucket.count > 0 {
            passed += bucket.count
            if passed >= rank { return LogBuckets.middle(of: bucket.index) }
        }
        return buckets.last { $0.count > 0 }.map { LogBuckets.middle(of: $0.index) }
    }
}
