// SPDX-License-Identifier: Apache-2.0

/// A quantity computed from measures.
public indirect enum Expression: Sendable, Hashable {
    /// The number a measure's cell holds (for a distinct count its estimate).
    case measure(Measure)
    /// A measure of millionths, in units.
    case units(Measure)
    /// A measure of thousandths (of a time in ms: seconds), in units.
    case thousandths(Measure)
    /// How many persons were active within some days.
    case active(Presence)
    /// A fixed number of times an expression.
    case scaled(Double, Expression)
    /// Sum.
    case plus(Expression, Expression)
    /// Difference.
    case minus(Expression, Expression)
    /// The first where it is not 0, else the second.
    case firstNonZero(Expression, Expression)
}
