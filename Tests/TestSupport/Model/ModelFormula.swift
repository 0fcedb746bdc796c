// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The numbers of a KPI, computed from exact cells.
struct ModelFormula {
    /// Value, numerator and denominator.
    typealias Numbers = (value: Double?, num: Double, den: Double?)

    private let measures: [Measure]
    private let cells: [ModelCell]
    /// The cells of each pane of the window, the newest first; nil: nothing was counted in it.
    private let panes: [[ModelCell]?]
    /// What a cell came to from the beginning to the window's end.
    private let level: (Int) -> Int64

    init(
        table: Plan.Table,
        cells: [ModelCell],
        panes: [[ModelCell]?] = [],
        level: @escaping (Int) -> Int64 = { _ in 0 }
    ) {
        measures = table.cells
        self.cells = cells
        self.panes = panes
        self.level = level
    }

    /// The numbers of a formula; `earlier` and `total` are the other windows that some need.
    func numbers(
        of formula: Formula,
        earlier: ModelFormula? = nil,
        total: ModelFormula? = nil
    ) -> Numbers {
        switch formula {
        case .count(let expression):
            let num = number(expression)
            return (num, num, nil)
        case .distinct(let measure, let plus):
            let num = reading(measure) + (plus.map { number($0) } ?? 0)
            return (num, num, nil)
        case .ratio(let numerator, let denominator):
            return quotient(number(numerator), number(denominator))
        case .top(let measure, _): return (reading(measure), reading(measure), nil)
        case .mean(let sum, _, _, let count):
            return quotient(reading(sum) / 1000, reading(count))
        case .spread(let sum, _, let count): return quotient(number(sum), number(count))
        case .net(let up, let down, let all):
            return quotient(100 * (number(up) - number(down)), number(all))
        case .growth(let expression, _):
            let (now, then) = (number(expression), earlier?.number(expression) ?? 0)
            return quotient(now - then, then)
        case .share(let expression):
            return quotient(number(expression), (total ?? self).number(expression))
        case .quantile(let part, let histogram, _, let steps):
            return quantile(part, cells[position(of: histogram)].sorted, steps)
        case .single(let measure, _, let steps):
            let found = cells[position(of: measure)].single(measure.fold)
            return (found.map { Double($0) / steps }, found == nil ? 0 : 1, nil)
        }
    }

    private func quotient(_ num: Double, _ den: Double) -> Numbers {
        (den > 0 ? num / den : nil, num, den)
    }

    private func quantile(_ part: Double, _ sorted: [Int64], _ steps: Double) -> Numbers {
        if sorted.isEmpty { return (nil, 0, nil) }
        let rank = max(1, Int((part * Double(sorted.count) - 1e-9).rounded(.up)))
        return (Double(sorted[rank - 1]) / steps, Double(sorted.count), nil)
    }

    /// A window that has ended and is not settled; nil where its value has no bounds.
    func window(of kpi: KPI, start: Int64) -> ModelTargets.Window? {
        let (_, num, den) = numbers(of: kpi.formula)
        guard let den, den > 0 else { return nil }
        let open = kpi.open.map(number) ?? 0
        switch kpi.openMoves {
        case .numeratorUp: return (start, den, num / den, (num + open) / den)
        case .numeratorDown: return (start, den, (num - open) / den, num / den)
        case .unknown: return nil
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
        case .active(let presence): return active(presence)
        case .scaled(let factor, let expression): return factor * number(expression)
        case .plus(let first, let second): return number(first) + number(second)
        case .minus(let first, let second): return number(first) - number(second)
        case .firstNonZero(let first, let second):
            let number = number(first)
            return number != 0 ? number : self.number(second)
        }
    }

    private func active(_ presence: Presence) -> Double {
        let ages = presence.lag..<presence.lag + presence.days
        return panes.indices.filter(ages.contains).reduce(0) { sum, age in
            let gap = presence.days - 1 - (age - presence.lag)
            guard let cells = panes[age] else { return sum }
            return sum + cells[position(of: presence.measures[gap])].reading
        }
    }

    private func reading(_ measure: Measure) -> Double {
        let position = position(of: measure)
        return measure.fold.isLevel ? Double(level(position)) : cells[position].reading
    }

    private func position(of measure: Measure) -> Int {
        guard let cell = measures.firstIndex(of: measure) else {
            preconditionFailure("the table of an output holds every measure of its KPI")
        }
        return cell
    }
}
