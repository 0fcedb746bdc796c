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
    /// As `count`, from the beginning to the end of the window; the cell holds the pane's part.
    case countLevel
    /// As `sumValue`, from the beginning to the end of the window; the cell holds the pane's part.
    case valueLevel
    /// The smallest value of events, as `SingleValue` writes it; never corrected.
    case least
    /// The largest value of events, as `SingleValue` writes it; never corrected.
    case greatest
    /// The value of the latest event, as `SingleValue` writes it; never corrected. The cell of the
    /// measure with `lastTime` holds when that was.
    case last
    /// The time of the latest event, ms, as `SingleValue` writes it.
    case lastTime

    /// The most frequent values of a dimension: `EventSelection.listed`, `Fact.top`.
    case top

    /// The sum of the squares of `Fact.value`, for the spread of a mean of small values in
    /// thousandths: tenths would be too coarse, and they fit.
    case sumFineSquares

    /// Whether the cell holds a handle of a sketch arena instead of a number.
    @inlinable public var isSketch: Bool { self == .distinct || self == .histogram || self == .top }

    /// Whether readings are of everything up to the window's end.
    @inlinable public var isLevel: Bool { self == .countLevel || self == .valueLevel }

    /// Whether the cell holds one of the values and not a sum over them.
    @inlinable public var isSingle: Bool {
        self == .least || self == .greatest || self == .last || self == .lastTime
    }
}
