// SPDX-License-Identifier: Apache-2.0

extension KPI {
    /// All measures that its value needs, each once.
    var measures: [Measure] {
        let (parts, wholes) = nesting
        return parts.merging(wholes).merging(tally?.counts ?? [])
    }

    /// Which measures count things that are among the things of others.
    ///
    /// A reader that loads the parts before the wholes never sees more parts than wholes, because
    /// the writer stores a whole before its part.
    var nesting: (parts: [Measure], wholes: [Measure]) {
        let settling = open?.measures ?? []
        switch formula {
        case .count(let expression), .growth(let expression, _), .share(let expression):
            return (settling + expression.measures, [])
        case .distinct(let measure, let more):
            return (settling + [measure] + (more?.measures ?? []), [])
        case .ratio(let num, let den): return nesting(num.measures, settling, in: den)
        case .top(let measure, _): return (settling + [measure], [])
        case .mean(let sum, let squares, let histogram, let count):
            return (settling + [sum, squares, histogram], [count])
        case .spread(let sum, let squares, let count):
            return nesting(sum.measures + squares.measures, settling, in: count)
        case .net(let up, let down, let all):
            return nesting(up.measures + down.measures, settling, in: all)
        case .quantile(_, let histogram, let count, _): return (settling + [histogram], [count])
        case .single(let value, let time, _): return (settling + [value], time.map { [$0] } ?? [])
        }
    }

    private func nesting(
        _ named: [Measure],
        _ settling: [Measure],
        in all: Expression
    ) -> (parts: [Measure], wholes: [Measure]) {
        let wholes = all.measures
        var parts: [Measure] = []
        for measure in named + settling where !wholes.contains(measure) && !parts.contains(measure)
        {
            parts.append(measure)
        }
        return (parts, wholes)
    }

    /// Whether numerators of disjoint groups and times may be added.
    public var numIsAdditive: Bool {
        switch formula {
        case .count(let expression), .ratio(num: let expression, den: _),
            .spread(sum: let expression, squares: _, count: _):
            expression.isAdditive
        case .net(let up, let down, _): up.isAdditive && down.isAdditive
        case .mean, .top: true
        case .distinct, .quantile, .growth, .share, .single: false
        }
    }

    /// Whether denominators of disjoint groups and times may be added; false where there is none.
    public var denIsAdditive: Bool {
        switch formula {
        case .ratio(num: _, den: let expression), .net(up: _, down: _, of: let expression),
            .spread(sum: _, squares: _, count: let expression):
            expression.isAdditive
        case .mean: true
        case .count, .distinct, .quantile, .growth, .share, .single, .top: false
        }
    }
}

extension Formula {
    /// The spans of days that it asks for, each once.
    var presences: [Presence] {
        let all: [Presence] =
            switch self {
            case .count(let expression), .growth(let expression, _), .share(let expression):
                expression.presences
            case .ratio(let num, let den): num.presences + den.presences
            case .spread(let sum, _, let count): sum.presences + count.presences
            case .net(let up, let down, let all):
                up.presences + down.presences + all.presences
            case .distinct(_, let more): more?.presences ?? []
            case .mean, .quantile, .single, .top: []
            }
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// How much earlier than its window another one begins that it is compared with, ms: 0 for the
    /// window before, nil for none.
    public var comparesBack: Int64? {
        if case .growth(_, let back) = self { back ?? 0 } else { nil }
    }

    /// Whether it needs the total series of its window.
    public var needsTotal: Bool { if case .share = self { true } else { false } }
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
