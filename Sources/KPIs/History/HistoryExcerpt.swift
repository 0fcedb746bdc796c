// SPDX-License-Identifier: Apache-2.0

/// Some finals of one series, oldest first.
public struct HistoryExcerpt: Sendable {
    /// Whose they are.
    public let series: HistorySeries
    /// The finals.
    public let points: [HistoryPoint]
    /// Whether older ones within the time that was asked for were left out.
    public let isTruncated: Bool

    /// An excerpt.
    public init(series: HistorySeries, points: [HistoryPoint], isTruncated: Bool) {
        self.series = series
        self.points = points
        self.isTruncated = isTruncated
    }
}
