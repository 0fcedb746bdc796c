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
    /// Mean of quantities of which sum, sum of squares and number are known.
    case spread(sum: Expression, squares: Expression, count: Expression)
    /// 100 times the surplus of `up` over `down`, each a part of `of`, per `of`.
    case net(up: Expression, down: Expression, of: Expression)
    /// A quantile of a distribution of times in ms or of numbers, by `steps` that make one.
    case quantile(Double, histogram: Measure, count: Measure, steps: Double)
    /// The change since an earlier window in parts of it. `back`: how much earlier that begins, ms;
    /// nil: it is the window before.
    case growth(Expression, back: Int64?)
    /// The part of the total series.
    case share(Expression)
    /// The smallest, largest or last value, in units; `time`: of the last one.
    case single(Measure, time: Measure?, steps: Double)

    /// Whether the value is the size of its own sample: the fewer there are, the smaller it is.
    public var isItsSample: Bool {
        switch self {
        case .count, .distinct, .top: true
        default: false
        }
    }

    /// The mean of a quantity whose sum a measure holds, with its spread and distribution.
    static func mean(of sum: Measure) -> Formula {
        .mean(
            sum: sum,
            squares: sum.folded(sum.isSmall ? .sumFineSquares : .sumSquares),
            histogram: sum.folded(.histogram),
            count: sum.folded(.count)
        )
    }

    /// How many values a list has unless its definition says.
    static let topLimit = 10
    /// How many it can have.
    static let mostTop = 100
}
