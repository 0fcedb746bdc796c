// SPDX-License-Identifier: Apache-2.0

/// How many persons were active at least once within some days, counted exactly.
///
/// A person counts on the first active day within the span: that is the one whose gap to the active
/// day before reaches out of it. So the count is a sum over the panes of the days, each with the
/// measure of the gaps that are long enough for it; no set of persons is kept.
public struct Presence: Sendable, Hashable {
    /// How many days.
    public var days: Int
    /// How many days before the window's end the span ends.
    public var lag: Int
    /// Counts of active persons whose gap is larger than 0, 1, … `days` - 1 days.
    public var measures: [Measure]

    /// The longest span, days: a person's past is known for 64 days.
    public static let longest = 56

    /// Which of the measures counts in a pane.
    ///
    /// - Parameter age: How many panes of a day lie between it and the window's end.
    /// - Returns: Its position; nil: the pane is not in the span.
    public func gap(ofPane age: Int) -> Int? {
        let position = age - lag
        return (0..<days).contains(position) ? days - 1 - position : nil
    }
}
