// SPDX-License-Identifier: Apache-2.0

/// How long something took, in fixed buckets.
public struct DurationHistogram: Sendable, Equatable {
    /// Upper ends of the buckets, included, ascending, s; a last one without end follows.
    public let upperBoundsSeconds: [Double]
    /// Observations by bucket, not summed up; one more than there are upper ends.
    public private(set) var counts: [UInt64]
    /// Sum of all observations, s.
    public private(set) var sumSeconds: Double

    /// Ends from a millisecond to a minute.
    public static let defaultBoundsSeconds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]

    /// Ends for the gaps between polls, from a millisecond to five seconds.
    public static let pollGapBoundsSeconds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5,
    ]

    /// An empty histogram.
    public init(upperBoundsSeconds: [Double] = defaultBoundsSeconds) {
        self.upperBoundsSeconds = upperBoundsSeconds
        counts = Array(repeating: 0, count: upperBoundsSeconds.count + 1)
        sumSeconds = 0
    }

    /// A histogram of what was counted elsewhere.
    ///
    /// - Parameters:
    ///   - upperBoundsSeconds: Upper ends of the buckets, included, ascending, s.
    ///   - counts: Observations by bucket, not summed up; one more than there are upper ends.
    ///   - sumSeconds: Sum of all observations, s.
    public init(upperBoundsSeconds: [Double], counts: [UInt64], sumSeconds: Double) {
        precondition(counts.count == upperBoundsSeconds.count + 1, "the last bucket has no end")
        self.upperBoundsSeconds = upperBoundsSeconds
        self.counts = counts
        self.sumSeconds = sumSeconds
    }

    /// Observations.
    public var count: UInt64 { counts.reduce(0, +) }

    /// The upper end of the bucket that holds a quantile.
    ///
    /// - Parameter part: Of all observations, from 0 to 1.
    /// - Returns: The end, s; nil: nothing was observed, or it lies beyond the last end.
    public func quantile(_ part: Double) -> Double? {
        let rank = max(1, (part * Double(count)).rounded(.up))
        var below: UInt64 = 0
        for (bound, count) in zip(upperBoundsSeconds, counts) {
            below += count
            if Double(below) >= rank { return bound }
        }
        return nil
    }

    /// Adds one observation, or several alike.
    public mutating func observe(_ seconds: Double, times: UInt64 = 1) {
        let bucket = upperBoundsSeconds.firstIndex { seconds <= $0 } ?? upperBoundsSeconds.count
        counts[bucket] += times
        sumSeconds += seconds * Double(times)
    }
}
