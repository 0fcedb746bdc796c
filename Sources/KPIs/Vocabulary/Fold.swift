// SPDX-License-Identifier: Apache-2.0

/// How a measure folds facts into one cell of a pane's row.
@frozen public enum Fold: UInt8, Sendable, Hashable {
    /// The number of facts, less the facts taken back.
    case count
    /// The sum of `Fact.value`.
    case sumValue
    /// The sum of the squares of `Fact.value / 100`, for the spread of a mean of times in ms.
    case sumSquares
    /// The sum of `Fact.count`.
    case sumCount
    /// How many different `Fact.item`s there were; never corrected.
    case distinct
    /// The distribution of `Fact.value`.
    case histogram
    /// The most frequent values of a dimension: `EventSelection.listed`, `Fact.top`.
    case top

    /// Whether the cell holds a handle of a sketch arena instead of a number.
    @inlinable public var isSketch: Bool { self == .distinct || self == .histogram || self == .top }
}
