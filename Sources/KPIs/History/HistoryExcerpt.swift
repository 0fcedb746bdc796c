// SPDX-License-Identifier: Apache-2.0

/// Some finals of one series, oldest first.
public struct HistoryExcerpt: Sendable {
    /// Whose they are.
    public let series: HistorySeries
    /// The aggregator's number of it; nil: nothing was told of it in this run.
    public let number: UInt32?
    /// The finals.
    public let points: [HistoryPoint]
    /// Whether older ones within the time that was asked for were left out.
    public let isTruncated: Bool

    /// An excerpt.
    public init(
        series: HistorySeries,
        number: UInt32?,
        points: [HistoryPoint],
        isTruncated: Bool
    ) {
        self.series = series
        self.number = number
        self.points = points
        self.isTruncated = isTruncated
    }
}
