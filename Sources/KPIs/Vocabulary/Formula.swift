// SPDX-License-Identifier: Apache-2.0

/// How a KPI's value comes out of its measures.
public enum Formula: Sendable, Hashable {
    /// A number of things; `value` = `num`, no denominator.
    case count(Expression)
    /// How many different actors; the sketch travels with finals. A platform's own totals, which
    /// name no actors, may be added.
    case distinct(Measure, plus: Expression?)
    /// `num` / `den`.
    case ratio(num: Expression, den: Expression)
    /// How often something happened, and the values that it happened with most often, so many of
    /// them at most.
    case top(Measure, limit: Int)
    /// Mean of a time in ms, shown in seconds, with its spread and distribution.
    case mean(sum: Measure, squares: Measure, histogram: Measure, count: Measure)

    /// How many values a list has unless its definition says.
    static let topLimit = 10
    /// How many it can have.
    static let mostTop = 100
}
