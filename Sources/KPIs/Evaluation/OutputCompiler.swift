// SPDX-License-Identifier: Apache-2.0

/// Puts the cells of tables in the place of measures, so that nothing is sought when values are read.
struct OutputCompiler {
    /// By output.
    private(set) var programs: [OutputProgram] = []
    /// By output: scores of a tally with their cells.
    private(set) var tallies: [[(score: Double, cell: Int)]] = []
    private(set) var expressions: [CellExpression] = []
    private(set) var spans: [Presence] = []

    private let plan: Plan
    /// By table.
    private let cells: [[Measure: Int]]

    /// Compiles the outputs of a plan.
    ///
    /// - Complexity: O(all formulas and cells).
    init(_ plan: Plan) {
        self.plan = plan
        cells = plan.tables.map { table in
            Dictionary(zip(table.cells, table.cells.indices)) { first, _ in first }
        }
        for output in plan.outputs {
            let kpi = plan.kpis[output.kpi]
            programs.append(
                OutputProgram(
                    formula: formula(of: kpi, output),
                    open: kpi.open.map { place($0, output.table) },
                    openMoves: kpi.openMoves,
                    isSettledAtEnd: kpi.settle == .none
                )
            )
            tallies.append(
                kpi.tally.map { tally in
                    zip(tally.scores, tally.counts).map { score, measure in
                        (Double(score), cell(measure, output.table))
                    }
                } ?? []
            )
        }
    }

    private func cell(_ measure: Measure, _ table: Int) -> Int {
        guard let cell = cells[table][measure] else {
            preconditionFailure("An output's table holds every measure of its KPI.")
        }
        return cell
    }

    private mutating func formula(of kpi: KPI, _ output: Plan.Output) -> CellFormula {
        let table = output.table
        let isShare = kpi.basis == .cohort && !kpi.isNoShare
        switch kpi.formula {
        case .count(let expression): return .count(place(expression, table))
        case .distinct(let measure, let more):
            return .distinct(cell: cell(measure, table), plus: more.map { place($0, table) })
        case .ratio(let num, let den):
            return .ratio(
                num: place(num, table),
                den: place(den, table),
                isShare: isShare && kpi.unit == .ratio
            )
        case .top(let measure, let limit): return .top(cell: cell(measure, table), limit: limit)
        case .mean(let sum, let squares, let histogram, let count):
            return .mean(
                CellFormula.Mean(
                    sum: cell(sum, table),
                    squares: cell(squares, table),
                    histogram: cell(histogram, table),
                    count: cell(count, table),
                    // The cell holds squares of tenths, or of thousandths.
                    squareSteps: squares.fold == .sumFineSquares ? 1e6 : 100,
                    canBeNegative: sum.canBeNegative
                )
            )
        case .spread(let sum, let squares, let count):
            return .spread(
                sum: place(sum, table),
                squares: place(squares, table),
                count: place(count, table)
            )
        case .net(let up, let down, let all):
            return .net(up: place(up, table), down: place(down, table), of: place(all, table))
        case .quantile(let part, let histogram, let count, let steps):
            return .quantile(
                part,
                histogram: cell(histogram, table),
                count: cell(count, table),
                steps: steps
            )
        case .growth(let expression, _):
            return .growth(place(expression, table), of: grown(expression, table))
        case .share(let expression):
            let whole = output.total.map { plan.outputs[$0].table } ?? table
            return .share(
                place(expression, table),
                whole: place(expression, whole),
                isShare: isShare
            )
        case .single(let measure, _, let steps):
            return .single(cell: cell(measure, table), steps: steps)
        }
    }

    private func grown(_ expression: Expression, _ table: Int) -> CellFormula.Grown {
        if case .measure(let measure) = expression, measure.fold == .distinct {
            return .distinct(cell: cell(measure, table))
        }
        return expression.isCountOfFacts ? .counts : .other
    }

    /// The place of an expression, behind those that it consists of.
    private mutating func place(_ expression: Expression, _ table: Int) -> Int {
        let step: CellExpression =
            switch expression {
            case .measure(let measure): .number(cell: cell(measure, table))
            case .units(let measure):
                .divided(place(.measure(measure), table), by: Double(Fact.unit))
            case .thousandths(let measure): .divided(place(.measure(measure), table), by: 1_000)
            case .active(let presence): .active(span: span(presence))
            case .scaled(let factor, let part): .scaled(factor, place(part, table))
            case .plus(let left, let right): .plus(place(left, table), place(right, table))
            case .minus(let left, let right): .minus(place(left, table), place(right, table))
            case .firstNonZero(let left, let right):
                .firstNonZero(place(left, table), place(right, table))
            }
        expressions.append(step)
        return expressions.count - 1
    }

    private mutating func span(_ presence: Presence) -> Int {
        spans.append(presence)
        return spans.count - 1
    }
}
