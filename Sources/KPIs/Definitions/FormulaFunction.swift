// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// A function in a formula, such as `mean(session_time)` or `net(promoters, detractors, answers)`.
struct FormulaFunction {
    /// Functions that a formula is as a whole.
    static let whole = ["mean", "median", "quantile", "growth", "share", "net", "top"]
    /// Functions that stand for a part of it.
    static let parts = ["level", "active", "within", "points"]

    private let name: String
    private let arguments: [FormulaTree]
    private let node: YAMLNode
    private let offset: Int
    private let resolver: FormulaResolver

    /// A function of that name.
    init(
        _ name: String,
        _ arguments: [FormulaTree],
        _ node: YAMLNode,
        _ offset: Int,
        _ resolver: FormulaResolver
    ) throws(TextError) {
        self.name = name
        self.arguments = arguments
        self.node = node
        self.offset = offset
        self.resolver = resolver
        guard !(Self.whole + Self.parts).contains(name) else { return }
        let nearest = NearestName.to(name, among: Self.whole + Self.parts)
        throw resolver.fault(
            node,
            offset,
            "no function is called \(name.quoted)",
            "did you mean `\(nearest)(…)`?"
        )
    }

    // MARK: - Whole formulas

    /// What the function comes to as a formula.
    func formula() throws(TextError) -> FormulaResolver.Resolved {
        switch name {
        case "mean": return try scaledMean(1)
        case "median":
            try check(count: 1, "median(session_time)")
            return try quantile(0.5, arguments[0])
        case "quantile":
            try check(count: 2, "quantile(0.95, session_time)")
            guard case .number(let part, _) = arguments[0], part > 0, part < 1 else {
                throw unsuited("the first argument must be a part such as 0.95", arguments[0])
            }
            return try quantile(part, arguments[1])
        case "growth": return try growth()
        case "top":
            try check(count: 1, "top(pages)")
            guard case .list(let measure) = try measure(arguments[0]) else {
                throw unsuited(
                    "it lists no values",
                    arguments[0],
                    "name a measure with a fold such as `top object`"
                )
            }
            return .init(formula: .top(measure, limit: Formula.topLimit), kind: .number)
        case "share":
            try check(count: 1, "share(visits)")
            let (expression, _) = try resolver.expression(arguments[0], node)
            return .init(formula: .share(expression), kind: .number)
        default:
            try check(count: 3, "net(promoters, detractors, answers)")
            let (up, down, _) = try resolver.pair(arguments[0], arguments[1], node, offset)
            let (_, all, _) = try resolver.pair(arguments[0], arguments[2], node, offset)
            return .init(formula: .net(up: up, down: down, of: all), kind: .number)
        }
    }

    /// A fixed number of times a mean.
    func scaledMean(_ factor: Double) throws(TextError) -> FormulaResolver.Resolved {
        try check(count: 1, "mean(session_time)")
        switch try measure(arguments[0]) {
        case .tally(let tally):
            return .init(
                formula: .spread(
                    sum: .scaled(factor, tally.points),
                    squares: .scaled(factor * factor, tally.squares),
                    count: tally.answers
                ),
                kind: .number
            )
        case .mean(let sum, let steps, let kind) where factor == 1:
            return .init(formula: FormulaResolver.mean(of: sum, steps: steps), kind: kind)
        case .fold(let expression, let sum, let kind)
        where factor == 1 && sum.fold == .sumValue && expression.isOfThousandths:
            return .init(formula: .mean(of: sum), kind: kind)
        case .mean where factor != 1, .fold where factor != 1:
            throw unsuited(
                "only the mean of a tally can have a factor",
                arguments[0],
                "leave it away, fold scores by such as `tally score 0..10`, or divide: "
                    + "`0.2 * total / number`"
            )
        default:
            throw unsuited(
                "it has no mean with a spread",
                arguments[0],
                "name a tally, a measure with the fold `sum duration` or `sum score`, or divide"
            )
        }
    }

    private func quantile(
        _ part: Double,
        _ argument: FormulaTree
    ) throws(TextError) -> FormulaResolver.Resolved {
        switch try measure(argument) {
        case .fold(let expression, let sum, let kind) where sum.fold == .sumValue:
            let formula = Formula.quantile(
                part,
                histogram: sum.folded(.histogram),
                count: sum.folded(.count),
                steps: expression.steps
            )
            return .init(formula: formula, kind: kind)
        case .mean(let sum, let steps, let kind):
            let formula = Formula.quantile(
                part,
                histogram: sum.folded(.histogram),
                count: sum.folded(.count),
                steps: steps
            )
            return .init(formula: formula, kind: kind)
        default:
            throw unsuited(
                "it has no distribution",
                argument,
                "name a measure with a fold such as `sum duration`"
            )
        }
    }

    private func growth() throws(TextError) -> FormulaResolver.Resolved {
        let (expression, _) = try resolver.expression(arguments[0], node)
        if arguments.count == 1 {
            return .init(formula: .growth(expression, back: nil), kind: .number)
        }
        try check(count: 2, "growth(visits, 7d)")
        guard case .duration(let back, _) = arguments[1], back > 0 else {
            throw unsuited("the second argument must be a duration such as 7d", arguments[1])
        }
        return .init(formula: .growth(expression, back: back), kind: .number)
    }

    // MARK: - Parts

    /// What the function comes to as a part of a formula.
    func expression(within path: [String]) throws(TextError) -> (Expression, QuantityKind) {
        switch name {
        case "level": return try level()
        case "active": return try active()
        case "within":
            try check(count: 2, "within(answers, 9..10)")
            guard case .range(let range, _) = arguments[1] else {
                throw unsuited("the second argument must be a range such as 9..10", arguments[1])
            }
            return (try tally(arguments[0]).within(range), .number)
        case "points":
            try check(count: 1, "points(answers)")
            return (try tally(arguments[0]).points, .number)
        default:
            throw resolver.fault(
                node,
                offset,
                "`\(name)` cannot be part of another formula",
                "make it a KPI of its own: `formula: \(name)(…)`"
            )
        }
    }

    private func level() throws(TextError) -> (Expression, QuantityKind) {
        try check(count: 1, "level(installations)")
        guard case .fold(let expression, let measure, let kind) = try measure(arguments[0]),
            measure.fold == .count || measure.fold == .sumValue
        else {
            throw unsuited(
                "it has no level",
                arguments[0],
                "name a measure with the fold `count` or `sum QUANTITY`"
            )
        }
        let level = measure.folded(measure.fold == .count ? .countLevel : .valueLevel)
        return (expression.replacing(with: level), kind)
    }

    private func active() throws(TextError) -> (Expression, QuantityKind) {
        guard case .fold(_, let measure, _) = try measure(arguments[0]), measure.fold == .count,
            measure.fact == .personActive
        else {
            throw unsuited(
                "it does not count active persons",
                arguments[0],
                "name a measure `{ fold: count, of: person_active }`"
            )
        }
        // Which of a person's days is the first within a span follows from the gap before it.
        guard measure.filter.values == .min ... .max else {
            throw unsuited(
                "`active` counts persons by the gap before each of their days, which `where` restricts",
                arguments[0],
                "leave `gap` out of its `where`"
            )
        }
        var spans: [Int] = []
        for argument in arguments.dropFirst() {
            let day: Int64 = 86_400_000
            guard case .duration(let span, _) = argument, span % day == 0, span > 0 else {
                throw unsuited("spans must be whole days such as 7d", argument)
            }
            spans.append(Int(span / day))
        }
        guard (1...2).contains(spans.count), spans.reduce(0, +) <= Presence.longest else {
            throw resolver.fault(
                node,
                offset,
                "`active` takes a measure and one or two spans of at most "
                    + "\(Presence.longest) days together",
                "write `active(persons, 7d)`, or `active(persons, 7d, 7d)` for the week before"
            )
        }
        let measures = (0..<spans[0]).map { gap in
            var longer = measure
            longer.filter.values = Int64(gap) + 1 ... .max
            return longer
        }
        let presence = Presence(
            days: spans[0],
            lag: spans.count == 2 ? spans[1] : 0,
            measures: measures
        )
        return (.active(presence), .number)
    }

    // MARK: - Arguments

    private func tally(_ argument: FormulaTree) throws(TextError) -> Tally {
        guard case .tally(let tally) = try measure(argument) else {
            throw unsuited(
                "it is no tally",
                argument,
                "name a measure with a fold such as `tally score 0..10`"
            )
        }
        return tally
    }

    private func measure(_ argument: FormulaTree) throws(TextError) -> NamedMeasure {
        guard case .name(let name, let place) = argument else {
            throw unsuited("`\(self.name)` takes the name of a measure", argument)
        }
        guard let named = resolver.measures[name] else {
            throw resolver.unknown(name, node, place)
        }
        if case .faulty(let error) = named { throw error }
        return named
    }

    private func check(count: Int, _ example: String) throws(TextError) {
        guard arguments.count != count else { return }
        throw resolver.fault(
            node,
            offset,
            "`\(name)` has \(arguments.count) arguments, not \(count)",
            "write it such as `\(example)`"
        )
    }

    private func unsuited(
        _ message: String,
        _ argument: FormulaTree,
        _ hint: String = "write it so"
    ) -> TextError {
        var words = message
        if case .name(let name, _) = argument { words = "\(name.quoted): \(message)" }
        return resolver.fault(node, argument.offset, words, hint)
    }
}
