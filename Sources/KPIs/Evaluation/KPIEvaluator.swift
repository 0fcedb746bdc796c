// SPDX-License-Identifier: Apache-2.0

public import Sketches

/// Computes the values of KPIs from merged cells.
///
/// Plain IEEE 754 arithmetic in a fixed order: the same cells give the same bits everywhere. Any
/// thread.
public struct KPIEvaluator: Sendable {
    private let plan: Plan

    /// An evaluator of a plan's outputs.
    public init(plan: Plan) { self.plan = plan }

    /// The value of an output.
    ///
    /// - Parameters:
    ///   - output: Position in `Plan.outputs`.
    ///   - row: The window's rows; without any, the value of an empty window.
    ///   - earlier: Rows of the window that a growth is measured against; nil: it is not known.
    ///   - total: Rows of the total series, of which a share is told; nil: they are not known.
    ///   - windowEnded: Whether the watermark has reached the window's end.
    ///   - isFinal: Whether the value is a final or a revision.
    /// - Returns: The value, its parts, its interval, and how far settlement can still move it.
    /// - Complexity: O(size of the formula) and, for a mean, of its distribution.
    public func evaluate(
        output: Int,
        _ row: RowAccumulator,
        earlier: RowAccumulator? = nil,
        total: RowAccumulator? = nil,
        windowEnded: Bool,
        isFinal: Bool
    ) -> KPIValue {
        let kpi = plan.kpis[plan.outputs[output].kpi]
        var value = Self.value(kpi, row, earlier, total)
        if !isFinal { value.open = kpi.open?.value(row) ?? 0 }
        if isFinal || (windowEnded && kpi.settle == .none) {
            value.boundLow = value.value
            value.boundHigh = value.value
        } else if windowEnded {
            setBounds(of: &value, kpi.openMoves)
        }
        return value
    }

    /// The sketch of a distinct count, for records that are to be merged elsewhere.
    ///
    /// - Parameters:
    ///   - output: Position in `Plan.outputs`.
    ///   - row: The window's rows.
    /// - Returns: DataSketches bytes; nil for other KPIs.
    public func sketch(output: Int, _ row: RowAccumulator) -> [UInt8]? {
        guard case .distinct(let measure, _) = plan.kpis[plan.outputs[output].kpi].formula else {
            return nil
        }
        return row.sketch(measure).bytes()
    }

    /// The distribution behind a value, in the KPI's unit.
    ///
    /// - Parameters:
    ///   - output: Position in `Plan.outputs`.
    ///   - row: The window's rows.
    /// - Returns: Buckets in use by ascending upper bound, which belongs to them; of a tally each
    ///   score that was given. Nil for other KPIs.
    public func histogram(
        output: Int,
        _ row: RowAccumulator
    ) -> [(upperBound: Double, count: Int64)]? {
        let kpi = plan.kpis[plan.outputs[output].kpi]
        if let tally = kpi.tally {
            return zip(tally.scores, tally.counts).compactMap { score, measure in
                let count = Int64(row.number(measure))
                return count == 0 ? nil : (Double(score), count)
            }
        }
        guard let (measure, steps) = kpi.formula.distribution else { return nil }
        return row.distribution(measure).buckets.map { bucket in
            let largest = LogHistogram.largestValue(ofBucket: bucket.index)
            return (Double(largest) / steps, bucket.count)
        }
    }

    /// The most frequent values, as many as the KPI lists, and those that are as frequent as the last.
    ///
    /// Which of equals are told, their texts decide and not their numbers.
    ///
    /// - Parameters:
    ///   - output: Position in `Plan.outputs`.
    ///   - row: The window's rows.
    /// - Returns: Numbers of values with their counts, larger ones first; nil for other KPIs.
    public func top(output: Int, _ row: RowAccumulator) -> [HeavyHitters.Entry]? {
        guard case .top(let measure, let limit) = plan.kpis[plan.outputs[output].kpi].formula
        else { return nil }
        let entries = row.list(measure).entries
        guard entries.count > limit else { return entries }
        let least = entries[limit - 1].count
        return Array(entries.prefix { $0.count >= least })
    }

    private static func value(
        _ kpi: KPI,
        _ row: RowAccumulator,
        _ earlier: RowAccumulator?,
        _ total: RowAccumulator?
    ) -> KPIValue {
        switch kpi.formula {
        case .count(let expression):
            let number = expression.value(row)
            return KPIValue(value: number, num: number, den: nil, n: number)
        case .distinct(let measure, let more): return distinct(measure, more, row)
        case .top(let measure, _):
            let number = Double(row.list(measure).total)
            return KPIValue(value: number, num: number, den: nil, n: number)
        case .ratio(let num, let den):
            let isShare = kpi.basis == .cohort && kpi.unit == .ratio
            return ratio(num.value(row), den.value(row), isShare: isShare)
        case .mean(let sum, let squares, let histogram, let count):
            return mean(
                sum: row.number(sum) / 1_000,
                // The cell holds squares of tenths, or of thousandths.
                squares: row.number(squares) / (squares.fold == .sumFineSquares ? 1e6 : 100),
                count: row.number(count),
                distribution: row.distribution(histogram),
                canBeNegative: sum.canBeNegative
            )
        case .spread(let sum, let squares, let count):
            return spread(sum.value(row), squares.value(row), count.value(row))
        case .net(let up, let down, let all):
            return net(up.value(row), down.value(row), all.value(row))
        case .quantile(let part, let histogram, let count, let steps):
            return quantile(part, row.distribution(histogram), row.number(count), steps)
        case .growth(let expression, _):
            return growth(expression.value(row), earlier.map { expression.value($0) })
        case .share(let expression):
            return share(expression.value(row), expression.value(total ?? row), kpi.basis)
        case .single(let measure, _, let steps):
            let number = row.singleValue(measure).map { $0 / steps }
            // What stands behind it is one value.
            let count: Double = number == nil ? 0 : 1
            return KPIValue(value: number, num: count, den: nil, n: count)
        }
    }

    private static func spread(_ sum: Double, _ squares: Double, _ count: Double) -> KPIValue {
        guard count > 0 else { return KPIValue(value: nil, num: sum, den: count, n: 0) }
        var value = KPIValue(value: sum / count, num: sum, den: count, n: count)
        if let interval = Interval.mean(ofSigned: sum, squares: squares, count: count) {
            value.lo = interval.low
            value.hi = interval.high
        }
        return value
    }

    private static func net(_ up: Double, _ down: Double, _ count: Double) -> KPIValue {
        let num = 100 * (up - down)
        guard count > 0 else { return KPIValue(value: nil, num: num, den: count, n: 0) }
        var value = KPIValue(value: num / count, num: num, den: count, n: count)
        let interval = Interval.net(up: up, down: down, count: count)
        value.lo = interval.low
        value.hi = interval.high
        return value
    }

    private static func quantile(
        _ part: Double,
        _ distribution: LogHistogram,
        _ count: Double,
        _ steps: Double
    ) -> KPIValue {
        let found = distribution.quantile(part).map { $0 / steps }
        return KPIValue(value: found, num: count, den: nil, n: count)
    }

    /// A series without a part of its own has nothing to tell, however much the others have.
    private static func share(_ num: Double, _ den: Double, _ basis: KPI.Basis) -> KPIValue {
        if num == 0 { return KPIValue(value: den == 0 ? nil : 0, num: 0, den: den, n: 0) }
        return ratio(num, den, isShare: basis == .cohort)
    }

    /// Without an earlier window, and where that came to nothing, there is no base.
    private static func growth(_ now: Double, _ then: Double?) -> KPIValue {
        guard let then, then != 0 else {
            return KPIValue(value: nil, num: now - (then ?? 0), den: then ?? 0, n: 0)
        }
        var value = KPIValue(
            value: (now - then) / then,
            num: now - then,
            den: then,
            n: then
        )
        if let interval = Interval.growth(now: now, then: then) {
            value.lo = interval.low
            value.hi = interval.high
        }
        return value
    }

    private static func distinct(
        _ measure: Measure,
        _ more: Expression?,
        _ row: RowAccumulator
    ) -> KPIValue {
        let estimate = row.number(measure)
        let added = more?.value(row) ?? 0
        let total = estimate + added
        var value = KPIValue(value: total, num: total, den: nil, n: total)
        let error = row.sketch(measure).relativeStandardError
        let interval = Interval.estimate(estimate, relativeError: error)
        value.lo = interval.low + added
        value.hi = interval.high + added
        return value
    }

    private static func ratio(_ num: Double, _ den: Double, isShare: Bool) -> KPIValue {
        guard den != 0 else { return KPIValue(value: nil, num: num, den: den, n: 0) }
        var value = KPIValue(value: num / den, num: num, den: den, n: den)
        guard isShare else { return value }
        let interval = Interval.wilson(successes: num, trials: den)
        value.lo = interval.low
        value.hi = interval.high
        return value
    }

    private static func mean(
        sum: Double,
        squares: Double,
        count: Double,
        distribution: LogHistogram,
        canBeNegative: Bool
    ) -> KPIValue {
        guard count > 0 else { return KPIValue(value: nil, num: sum, den: count, n: 0) }
        var value = KPIValue(value: sum / count, num: sum, den: count, n: count)
        let isSigned = canBeNegative || sum < 0 || (distribution.buckets.first?.index ?? 0) < 0
        let interval =
            isSigned
            ? Interval.mean(ofSigned: sum, squares: squares, count: count)
            : Interval.mean(sum: sum, squares: squares, count: count)
        if let interval {
            value.lo = interval.low
            value.hi = interval.high
        }
        value.p50 = distribution.quantile(0.5).map { $0 / 1_000 }
        value.p95 = distribution.quantile(0.95).map { $0 / 1_000 }
        return value
    }

    /// What the settling of all that is open would make of a value.
    private func setBounds(of value: inout KPIValue, _ moves: KPI.OpenMoves) {
        guard let den = value.den, den > 0 else { return }
        switch moves {
        case .numeratorUp:
            value.boundLow = value.num / den
            value.boundHigh = (value.num + value.open) / den
        case .numeratorDown:
            value.boundLow = (value.num - value.open) / den
            value.boundHigh = value.num / den
        case .unknown: break
        }
    }
}

extension Expression {
    /// The quantity in merged cells.
    fileprivate func value(_ row: RowAccumulator) -> Double {
        switch self {
        case .measure(let measure): row.number(measure)
        case .units(let measure): row.number(measure) / Double(Fact.unit)
        case .thousandths(let measure): row.number(measure) / 1_000
        case .active(let presence): row.number(presence)
        case .scaled(let factor, let expression): factor * expression.value(row)
        case .plus(let left, let right): left.value(row) + right.value(row)
        case .minus(let left, let right): left.value(row) - right.value(row)
        case .firstNonZero(let left, let right):
            left.value(row) != 0 ? left.value(row) : right.value(row)
        }
    }
}

extension Formula {
    /// The distribution that travels with its values, and how many of its steps make one.
    fileprivate var distribution: (Measure, steps: Double)? {
        switch self {
        case .mean(_, _, let histogram, _): (histogram, 1_000)
        case .quantile(_, let histogram, _, let steps): (histogram, steps)
        default: nil
        }
    }
}
