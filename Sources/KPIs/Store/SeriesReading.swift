// SPDX-License-Identifier: Apache-2.0

/// A reading and the series it belongs to.
public struct SeriesReading: Sendable, Equatable {
    /// Number of the series in the store.
    public var series: Int
    /// What was read.
    public var reading: Reading
    /// The most frequent values, larger counts first; nil for KPIs that list none.
    public var top: [TopValue]?

    /// A reading of a series.
    public init(series: Int, reading: Reading, top: [TopValue]? = nil) {
        self.series = series
        self.reading = reading
        self.top = top
    }
}
