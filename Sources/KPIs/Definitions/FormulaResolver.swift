// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// Puts measures in the place of names.
struct FormulaResolver {
    /// What a formula comes to.
    struct Resolved {
        let formula: Formula
        /// What it measures; nil: what the definition measures that lends the formula.
        let kind: QuantityKind?
        /// The scores behind it.
        var tally: Tally?
    }

    /// Measures that one formula may come to, each as often as it names it: a few formulas that name
    /// each other twice would come to more than fits anywhere.
    private static let most = 1_000
    /// Formulas that may lie in each other: they are walked by recursion.
    private static let deepest = 100

    /// What each name stands for.
    let measures: [String: NamedMeasure]

    /// The formula of a KPI.
    ///
    /// - Throws: The first name or operation in it that makes no sense.
    func formula(_ tree: FormulaTree, _ node: YAMLNode) throws(TextError) -> Resolved {
        var resolved = try whole(tree, node)
        resolved.tally = tallies(in: tree).first
        return resolved
    }

    private func whole(_ tree: FormulaTree, _ node: YAMLNode) throws(TextError) -> Resolved {
        switch tree {
        case .quotient(let num, let den, let offset):
            let (over, numKind) = try expression(num, node)
            let (under, denKind) = try expression(den, node)
            return Resolved(
                formula: .ratio(num: over, den: under),
                kind: try quotient(numKind, denKind, node, offset)
            )
        case .call(let name, let arguments, let offset)
        where FormulaFunction.whole.contains(name):
            return try FormulaFunction(name, arguments, node, offset, self).formula()
        case .product(.number(let factor, _), .call("mean", let arguments, let offset), _),
            .product(.call("mean", let arguments, let offset), .number(let factor, _), _):
            return try FormulaFunction("mean", arguments, node, offset, self).scaledMean(factor)
        case .name(let name, _):
            if let value = try value(name) { return value }
        default: break
        }
        let (expression, kind) = try expression(tree, node)
        if let (measure, more) = expression.splitDistinct {
            return Resolved(formula: .distinct(measure, plus: more), kind: kind)
        }
        return Resolved(formula: .count(expression), kind: kind)
    }

    /// The formula of a name that stands for a value and not for something to add up.
    private func value(_ name: String) throws(TextError) -> Resolved? {
        switch measures[name] {
        case .single(let measure, let time, let steps, let kind):
            Resolved(formula: .single(measure, time: time, steps: steps), kind: kind)
        case .mean(let sum, let steps, let kind):
            Resolved(formula: Self.mean(of: sum, steps: steps), kind: kind)
        default: nil
        }
    }

    /// The mean of a quantity: those kept in thousandths have a spread, too.
    static func mean(of sum: Measure, steps: Double) -> Formula {
        let count = Expression.measure(sum.folded(.count))
        return switch steps {
        case 1_000: .mean(of: sum)
        case 1_000_000: .ratio(num: .units(sum), den: count)
        default: .ratio(num: .scaled(1 / steps, .measure(sum)), den: count)
        }
    }

    /// An expression in which nothing is divided; `path` names the formulas that it is part of.
    func expression(
        _ tree: FormulaTree,
        _ node: YAMLNode,
        within path: [String] = []
    ) throws(TextError) -> (Expression, QuantityKind) {
        switch tree {
        case .name(let name, let offset): return try named(name, node, offset, path)
        case .number(_, let offset), .duration(_, let offset), .range(_, let offset):
            throw fault(
                node,
                offset,
                "a number cannot stand for itself",
                "write it before `*`, such as `100 * answers`"
            )
        case .call(let name, let arguments, let offset):
            return try FormulaFunction(name, arguments, node, offset, self).expression(within: path)
        case .quotient(_, _, let offset):
            throw fault(
                node,
                offset,
                "only a whole formula can be a division",
                "bring it to the form `(…) / (…)`"
            )
        case .product(.number(let factor, _), let other, _),
            .product(let other, .number(let factor, _), _):
            let (expression, kind) = try expression(other, node, within: path)
            return (.scaled(factor, expression), kind)
        case .product(_, _, let offset):
            throw fault(
                node,
                offset,
                "measures cannot be multiplied with each other",
                "multiply by a fixed number, such as `100 * answers`"
            )
        case .sum(let left, let right, let offset):
            let (a, b, kind) = try pair(left, right, node, offset, path)
            return (.plus(a, b), kind)
        case .difference(let left, let right, let offset):
            let (a, b, kind) = try pair(left, right, node, offset, path)
            return (.minus(a, b), kind)
        case .orElse(let left, let right, let offset):
            let (a, b, kind) = try pair(left, right, node, offset, path)
            return (.firstNonZero(a, b), kind)
        }
    }

    /// The tallies that a formula names.
    private func tallies(in tree: FormulaTree) -> [Tally] {
        switch tree {
        case .name(let name, _):
            if case .tally(let tally)? = measures[name] { [tally] } else { [] }
        case .number, .duration, .range: []
        case .call(_, let arguments, _): arguments.flatMap(tallies)
        case .sum(let left, let right, _), .difference(let left, let right, _),
            .product(let left, let right, _), .quotient(let left, let right, _),
            .orElse(let left, let right, _):
            tallies(in: left) + tallies(in: right)
        }
    }

    /// Two expressions that measure alike, and what they measure.
    func pair(
        _ left: FormulaTree,
        _ right: FormulaTree,
        _ node: YAMLNode,
        _ offset: Int,
        _ path: [String] = []
    ) throws(TextError) -> (Expression, Expression, QuantityKind) {
        let (a, kind) = try expression(left, node, within: path)
        let (b, other) = try expression(right, node, within: path)
        guard kind == other else {
            throw fault(
                node,
                offset,
                "units clash: \(kind.rawValue) on the left, \(other.rawValue) on the right",
                "combine only what is measured alike"
            )
        }
        return (a, b, kind)
    }

    private func named(
        _ name: String,
        _ node: YAMLNode,
        _ offset: Int,
        _ path: [String]
    ) throws(TextError) -> (Expression, QuantityKind) {
        switch measures[name] {
        case .fold(let expression, _, let kind), .expression(let expression, let kind):
            return (expression, kind)
        case .tally(let tally): return (tally.answers, .number)
        case .single, .mean:
            throw fault(
                node,
                offset,
                "\(name.quoted) is a value and cannot be added to others",
                "make it a KPI of its own: `formula: \(name)`"
            )
        case .formula(let tree, let definition):
            guard !path.contains(name) else {
                let circle = (path.drop { $0 != name } + [name]).joined(separator: " → ")
                throw fault(
                    node,
                    offset,
                    "the formula goes round in a circle: \(circle)",
                    "write one of them without the others"
                )
            }
            guard path.count < Self.deepest else {
                throw fault(
                    node,
                    offset,
                    "more than \(Self.deepest) formulas lie in each other",
                    "add up measures, not sums of sums"
                )
            }
            let (expression, kind) = try expression(tree, definition, within: path + [name])
            try check(expression, definition)
            return (expression, kind)
        case .faulty(let error): throw error
        case .list:
            throw fault(
                node,
                offset,
                "\(name.quoted) is a list and no quantity",
                "show it as `formula: top(\(name))`, or count the same events"
            )
        case nil: throw unknown(name, node, offset)
        }
    }

    /// Refuses an expression that is too large.
    func check(_ expression: Expression, _ node: YAMLNode) throws(TextError) {
        guard expression.count > Self.most else { return }
        throw fault(
            node,
            0,
            "the formula comes to more than \(Self.most) measures",
            "name each measure once, with a factor such as `2 * answers`"
        )
    }

    private func quotient(
        _ num: QuantityKind,
        _ den: QuantityKind,
        _ node: YAMLNode,
        _ offset: Int
    ) throws(TextError) -> QuantityKind {
        if num == den { return .number }
        guard den == .number else {
            throw fault(
                node,
                offset,
                "units clash: \(num.rawValue) cannot be divided by \(den.rawValue)",
                "divide by a number of things, or by what is measured alike"
            )
        }
        return num
    }

    func unknown(_ name: String, _ node: YAMLNode, _ offset: Int) -> TextError {
        let nearest = NearestName.to(name, among: measures.keys.sorted())
        return fault(
            node,
            offset,
            "no measure is called \(name.quoted)",
            nearest.isEmpty ? "add it under `measures`" : "did you mean `\(nearest)`?"
        )
    }

    func fault(
        _ node: YAMLNode,
        _ offset: Int,
        _ message: String,
        _ hint: String
    ) -> TextError {
        TextError(message: message, location: node.location.shifted(by: offset), hint: hint)
    }
}

extension Expression {
    /// A sum that begins with a distinct count, as that count and what is added to it.
    var splitDistinct: (Measure, plus: Expression?)? {
        switch self {
        case .measure(let measure) where measure.fold == .distinct: (measure, nil)
        case .plus(let left, let right):
            left.splitDistinct.map { measure, more in (measure, more.map { $0 + right } ?? right) }
        default: nil
        }
    }
}
