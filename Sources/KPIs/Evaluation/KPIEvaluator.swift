// SPDX-License-Identifier: Apache-2.0

public import Sketches

/// Computes the values of KPIs from merged cells.
///
/// Plain IEEE 754 arithmetic in a fixed order: the same cells give the same bits everywhere. Any
/// thread.
public struct KPIEvaluator: Sendable {
    private let programs: [OutputProgram]
    private let tallies: [[(score: Double, cell: Int)]]
    private let expressions: [CellExpression]
    private let spans: [Presence]

    /// An evaluator of a plan's outputs.
    ///
    /// - Complexity: O(all formulas and cells); make it once.
    public init(plan: Plan) {
        let compiler = OutputCompiler(plan)
        programs = compiler.programs
        tallies = compiler.tallies
        expressions = compiler.expressions
        spans = compiler.spans
    }

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
        let program = programs[output]
        var value = value(program.formula, row, earlier, total)
        if !isFinal { value.open = program.open.map { number($0, row) } ?? 0 }
        if isFinal || (windowEnded && program.isSettledAtEnd) {
            value.boundLow = value.value
            value.boundHigh = value.value
        } else if windowEnded {
            setBounds(of: &value, program.openMoves)
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
        guard case .distinct(let cell, _) = programs[output].formula else { return nil }
        return row.sketch(cell).bytes()
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
        if !tallies[output].isEmpty {
            return tallies[output].compactMap { score, cell in
                let count = Int64(row.number(cell))
                return count == 0 ? nil : (score, count)
            }
        }
        guard let (cell, steps) = programs[output].formula.distribution else { return nil }
        return row.distribution(cell).buckets.map { bucket in
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
        guard case .top(let cell, let limit) = programs[output].formula else { return nil }
        let entries = row.list(cell).entries
        guard entries.count > limit else { return entries }
        let least = entries[limit - 1].count
        return Array(entries.prefix { $0.count >= least })
    }

    /// The quantity at a place in merged cells.
    private func number(_ place: Int, _ row: RowAccumulator) -> Double {
        switch expressions[place] {
        case .number(let cell): return row.number(cell)
        case .active(let span): return row.number(spans[span])
        case .scaled(let factor, let part): return factor * number(part, row)
        case .divided(let part, let divisor): return number(part, row) / divisor
        case .plus(let left, let right): return number(left, row) + number(right, row)
        case .minus(let left, let right): return number(left, row) - number(right, row)
        case .firstNonZero(let left, let right):
            let first = number(left, row)
            return first != 0 ? first : number(right, row)
        }
    }

    private func value(
        _ formula: CellFormula,
        _ row: RowAccumulator,
        _ earlier: RowAccumulator?,
        _ total: RowAccumulator?
    ) -> KPIValue {
        switch formula {
        case .count(let place):
            let number = number(place, row)
            return KPIValue(value: number, num: number, den: nil, n: number)
        case .distinct(let cell, let more):
            return Self.distinct(cell, more.map { number($0, row) } ?? 0, row)
        case .top(let cell, _):
            let number = Double(row.list(cell).total)
            return KPIValue(value: number, num: number, den: nil, n: number)
        case .ratio(let num, let den, let isShare):
            return Self.ratio(number(num, row), number(den, row), isShare: isShare)
        case .mean(let cells): return Self.mean(cells, row)
        case .spread(let sum, let squares, let count):
            return Self.spread(number(sum, row), number(squares, row), number(count, row))
        case .net(let up, let down, let all):
            return Self.net(number(up, row), number(down, row), number(all, row))
        case .quantile(let part, let histogram, let count, let steps):
            return Self.quantile(part, row.distribution(histogram), row.number(count), steps)
        case .growth(let place, let grown):
            var value = Self.growth(number(place, row), earlier.map { number(place, $0) } ?? 0)
            let interval = earlier.flatMap { Self.interval(grown, value, row, $0) }
            (value.lo, value.hi) = (interval?.low, interval?.high)
            return value
        case .share(let part, let whole, let isShare):
            let num = number(part, row)
            return Self.share(num, total.map { number(whole, $0) } ?? num, isShare: isShare)
        case .single(let cell, let steps):
            let number = row.singleValue(cell).map { $0 / steps }
            // What stands behind it is one value.
            let count: Double = number == nil ? 0 : 1
            return KPIValue(value: number, num: count, den: nil, n: count)
        }
    }

    private static func spread(_ sum: Double, _ squares: Double, _ count: Double) -> KPIValue {
        guard count > 0 else { return KPIValue(value: nil, num: sum, den: count, n: count) }
        var value = KPIValue(value: sum / count, num: sum, den: count, n: count)
        if let interval = Interval.mean(ofSigned: sum, squares: squares, count: count) {
            value.lo = interval.low
            value.hi = interval.high
        }
        return value
    }

    private static func net(_ up: Double, _ down: Double, _ count: Double) -> KPIValue {
        let num = 100 * (up - down)
        guard count > 0 else { return KPIValue(value: nil, num: num, den: count, n: count) }
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
    private static func share(_ num: Double, _ den: Double, isShare: Bool) -> KPIValue {
        if num == 0 { return KPIValue(value: den > 0 ? 0 : nil, num: 0, den: den, n: 0) }
        return ratio(num, den, isShare: isShare)
    }

    /// Without an earlier window, and where that came to nothing or less, there is no base.
    private static func growth(_ now: Double, _ then: Double) -> KPIValue {
        let value = then > 0 ? (now - then) / then : nil
        return KPIValue(value: value, num: now - then, den: then, n: then)
    }

    private static func interval(
        _ grown: CellFormula.Grown,
        _ growth: KPIValue,
        _ row: RowAccumulator,
        _ earlier: RowAccumulator
    ) -> Interval? {
        guard let then = growth.den else { return nil }
        let now = growth.num + then
        switch grown {
        case .counts: return Interval.growth(now: now, then: then)
        case .distinct(let cell):
            let errors = [row, earlier].map { $0.sketch(cell).relativeStandardError }
            return Interval.growth(now: now, then: then, relativeErrors: errors)
        case .other: return nil
        }
    }

    private static func distinct(
        _ cell: Int,
        _ added: Double,
        _ row: RowAccumulator
    ) -> KPIValue {
        let estimate = row.number(cell)
        let total = estimate + added
        var value = KPIValue(value: total, num: total, den: nil, n: total)
        let error = row.sketch(cell).relativeStandardError
        let interval = Interval.estimate(estimate, relativeError: error)
        value.lo = interval.low + added
        value.hi = interval.high + added
        return value
    }

    /// A part of less than nothing, which corrections can leave, says nothing; that there was less
    /// than nothing is told.
    private static func ratio(_ num: Double, _ den: Double, isShare: Bool) -> KPIValue {
        guard den > 0 else { return KPIValue(value: nil, num: num, den: den, n: den) }
        var value = KPIValue(value: num / den, num: num, den: den, n: den)
        guard isShare else { return value }
        let interval = Interval.wilson(successes: num, trials: den)
        value.lo = interval.low
        value.hi = interval.high
        return value
    }

    private static func mean(_ cells: CellFormula.Mean, _ row: RowAccumulator) -> KPIValue {
        let sum = row.number(cells.sum) / 1_000
        let squares = row.number(cells.squares) / cells.squareSteps
        let count = row.number(cells.count)
        let distribution = row.distribution(cells.histogram)
        guard count > 0 else { return KPIValue(value: nil, num: sum, den: count, n: count) }
        var value = KPIValue(value: sum / count, num: sum, den: count, n: count)
        let isSigned =
            cells.canBeNegative || sum < 0 || (distribution.buckets.first?.index ?? 0) < 0
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

extension CellFormula {
    /// The cell of the distribution that travels with its values, and how many of its steps make one.
    fileprivate var distribution: (cell: Int, steps: Double)? {
        switch self {
        case .mean(let cells): (cells.histogram, 1_000)
        case .quantile(_, let histogram, _, let steps): (histogram, steps)
        default: nil
        }
    }
}
