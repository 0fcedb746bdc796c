// SPDX-License-Identifier: Apache-2.0

/// What a clock shows, by brute force (section 8).
public struct ModelZone: Sendable {
    /// From when on (ms UTC) the clock is how far ahead of UTC (ms); the first from the beginning.
    public let offsets: [(from: Int64, offset: Int64)]

    /// The clock of UTC.
    public static let utc = ModelZone([(.min, 0)])

    /// A clock; no change puts it back over a midnight.
    public init(_ offsets: [(from: Int64, offset: Int64)]) { self.offsets = offsets }

    /// What the clock shows at a moment.
    func local(_ time: Int64) -> Int64 {
        time + (offsets.last { $0.from <= time }?.offset ?? 0)
    }

    /// The first moment at which the clock shows a time or something later.
    func utc(_ local: Int64) -> Int64 {
        let shown = offsets.map { local - $0.offset }.filter { self.local($0) == local }
        let skipped = offsets.map(\.from).filter { $0 != .min && self.local($0) > local }
        return (shown + skipped).min() ?? local
    }
}
