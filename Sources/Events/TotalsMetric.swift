// SPDX-License-Identifier: Apache-2.0

/// A running total that a platform reports of one of its objects.
@frozen public enum TotalsMetric: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case reach, impressions, fans, reactions, comments, shares, saves, clicks

    /// The key inside the native format's `totals` object.
    public var key: String { "\(self)" }

    /// The largest total: in millionths, its difference to any other still fits into 64 bits.
    public static let limit = 9e12

    /// How many metrics there are.
    public static let count = 8
}
