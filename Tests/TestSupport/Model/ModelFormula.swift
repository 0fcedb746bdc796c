// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The numbers of a KPI, computed from exact cells.
struct ModelFormula {
    private let measures: [Measure]
    private let cells: [ModelCell]

    init(table: Plan.Table, cells: [ModelCell]) {
        measures = table.cells
        self.cells = cells
    }

    /// Value, numerator and denominator.
    func numbers(of formula: Formula) -> (value: Double?, num: Double, den: Double?) {
        switch formula {
        case .count(let expression):
            let num = number(expression)
            return (num, num, nil)
        case .distinct(let measure, let plus):
            let num = reading(measure) + (plus.map { number($0) } ?? 0)
            return (num, num, nil)
        case .ratio(let numerator, let denominator):
            let (num, den) = (number(numerator), number(denominator))
            return (den == 0 ? nil : num / den, num, den)
        case .top(let measure, _): return (reading(measure), reading(measure), nil)
        case .mean(let sum, _, _, let count):
            let (num, den) = (reading(sum) / 1000, reading(count))
            return (den == 0 ? nil : num / den, num, den)
        }
    }

    /// How often each value came that a formula lists; nil: it lists none.
    func counts(of formula: Formula) -> [UInt32: Int64]? {
        guard case .top(let measure, _) = formula,
            let cell = measures.firstIndex(of: measure), case .list(let counts) = cells[cell]
        else { return nil }
        return counts
    }

    private func number(_ expression: Expression) -> Double {
        switch expression {
        case .measure(let measure): return reading(measure)
        case .units(let measure): return reading(measure) / 1_000_000
        case .thousandths(let measure): return reading(measure) / 1_000
        case .scaled(let factor, let expression): return factor * number(expression)
        case .plus(let first, let second): return number(first) + number(second)
        case .minus(let first, let second): return number(first) - number(second)
        case .firstNonZero(let first, let second):
            let number = number(first)
            return number != 0 ? number : self.number(second)
        }
    }

    private func reading(_ measure: Measure) -> Double {
        guard let cell = measures.firstIndex(of: measure) else {
            preconditionFailure("the table of an output holds every measure of its KPI")
        }
        return cells[cell].reading
    }
}
