// SPDX-License-Identifier: Apache-2.0

/// A reading and the series it belongs to.
@frozen public struct SeriesReading: Sendable, Equatable, BitwiseCopyable {
    /// Number of the series in the store.
    public var series: Int
    /// What was read.
    public var reading: Reading

    /// A reading of a series.
    public init(series: Int, reading: Reading) {
        self.series = series
        self.reading = reading
    }
}
