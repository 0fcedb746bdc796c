// SPDX-License-Identifier: Apache-2.0

extension KPI {
    /// All measures that its value needs, each once.
    var measures: [Measure] {
        let (parts, wholes) = nesting
        return parts + wholes.filter { !parts.contains($0) }
    }

    /// Which measures count things that are among the things of others.
    ///
    /// A reader that loads the parts before the wholes never sees more parts than wholes, because
    /// the writer stores a whole before its part.
    var nesting: (parts: [Measure], wholes: [Measure]) {
        let settling = open?.measures ?? []
        switch formula {
        case .count(let expression): return (settling + expression.measures, [])
        case .distinct(let measure, let more):
            return (settling + [measure] + (more?.measures ?? []), [])
        case .top(let measure, _): return (settling + [measure], [])
        case .ratio(let num, let den):
            let wholes = den.measures
            var parts = num.measures.filter { !wholes.contains($0) }
            parts += settling.filter { !wholes.contains($0) && !parts.contains($0) }
            return (parts, wholes)
        case .mean(let sum, let squares, let histogram, let count):
            return (settling + [sum, squares, histogram], [count])
        }
    }

    /// Whether numerators of disjoint groups and times may be added.
    public var numIsAdditive: Bool {
        switch formula {
        case .count(let expression), .ratio(num: let expression, den: _): expression.isAdditive
        case .distinct: false
        case .mean, .top: true
        }
    }

    /// Whether denominators of disjoint groups and times may be added; false where there is none.
    public var denIsAdditive: Bool {
        switch formula {
        case .count, .distinct, .top: false
        case .ratio(num: _, let den): den.isAdditive
        case .mean: true
        }
    }
}

extension Plan {
    /// The cells of its table that an output reads.
    public func cells(of output: Int) -> [Int] {
        let needed = Set(kpis[outputs[output].kpi].measures)
        return tables[outputs[output].table].cells.indices.filter {
            needed.contains(tables[outputs[output].table].cells[$0])
        }
    }
}
