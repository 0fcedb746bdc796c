// SPDX-License-Identifier: Apache-2.0

/// A published series that went quiet: it has no status against its target any more.
public struct QuietSeries: Sendable, Equatable {
    /// Number of the series in the store.
    public let series: Int
    /// End of the window that was one too many without it, ms.
    public let end: Int64

    /// A series that went quiet.
    public init(series: Int, end: Int64) {
        self.series = series
        self.end = end
    }
}
