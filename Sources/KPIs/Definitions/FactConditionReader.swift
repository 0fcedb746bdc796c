// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText

/// Reads the conditions under `where` of facts that trackers make: clauses joined by `and`.
///
/// `channel = web and not engaged and duration >= 10s`. Each clause restricts what those before it
/// take; clauses that nothing can hold together take nothing.
struct FactConditionReader {
    /// Which facts.
    private(set) var filter = FactFilter()
    /// Names of goals of which one must have been reached.
    private(set) var goals: [String] = []
    /// Names of goals of which each must have been reached.
    private(set) var everyGoal: [String] = []

    /// The condition with one blank between words.
    let words: String

    private let kind: FactKind
    private var tokens: TokenReader

    /// Reads the condition of facts of a kind.
    init(_ node: YAMLNode, of kind: FactKind) throws(TextError) {
        self.kind = kind
        words = node.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        tokens = try TokenReader(node)
        repeat {
            let offset = tokens.token.offset
            let isNot = tokens.take(word: "not")
            guard case .name(let name) = tokens.token.kind else {
                throw tokens.expected("a field")
            }
            _ = tokens.next()
            try clause(name, isNot: isNot, at: offset)
        } while tokens.take(word: "and")
        guard tokens.token.kind == .end else { throw tokens.expected("`and`") }
    }

    private mutating func clause(
        _ name: String,
        isNot: Bool,
        at offset: Int
    ) throws(TextError) {
        if let flag = kind.namedFlags.first(where: { $0.name == name })?.flag {
            if isNot { filter.withoutFlags.insert(flag) } else { filter.flags.insert(flag) }
            return
        }
        guard !isNot else {
            throw tokens.fault(
                at: offset,
                "`not` stands before yes-or-no properties, and \(name.quoted) is none here",
                "compare it instead, or count all and subtract"
            )
        }
        switch name {
        case "channel":
            let channels = try words(Channel.allCases.map { ($0.name, $0) })
            filter.channels &= FactFilter(channels: channels).channels
        case "metric" where kind.hasMetric:
            let metrics = try words(TotalsMetric.allCases.map { ($0.key, $0) })
            guard metrics.count == 1 else {
                throw tokens.fault(at: offset, "`metric` takes one value", "add up measures")
            }
            // A fact is about one of them.
            if let other = filter.metric, other != metrics[0] { filter.channels = 0 }
            filter.metric = metrics[0]
        case "traffic" where kind.hasTraffic:
            let sources = try words(TrafficSource.allCases.map { ($0.name, $0) })
            filter.words &= sources.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
        case "goal" where kind.hasGoals: try goal(at: offset)
        default: try quantity(name, at: offset)
        }
    }

    /// A session can reach several goals, so one clause says nothing against another.
    private mutating func goal(at offset: Int) throws(TextError) {
        let names = try names()
        if goals.isEmpty {
            goals = names
        } else if names.count == 1 {
            everyGoal += names
        } else if goals.count == 1 {
            everyGoal += goals
            goals = names
        } else {
            throw tokens.fault(
                at: offset,
                "two clauses name several goals each",
                "keep one of them, and one goal a clause in the others: `goal = a | b and goal = c`"
            )
        }
    }

    private mutating func quantity(_ name: String, at offset: Int) throws(TextError) {
        guard let quantity = kind.quantities.first(where: { $0.name == name }) else {
            throw tokens.unknown(name, among: fields, at: offset)
        }
        let range = try range(quantity)
        switch quantity.place {
        case .value: filter.values = filter.values.intersection(range)
        case .count: filter.counts = filter.counts.intersection(range)
        }
    }

    private var fields: [String] {
        var fields = ["channel"] + kind.namedFlags.map(\.name) + kind.quantities.map(\.name)
        if kind.hasMetric { fields.append("metric") }
        if kind.hasGoals { fields.append("goal") }
        if kind.hasTraffic { fields.append("traffic") }
        return fields
    }

    /// Steps that a comparison allows; comparisons are of whole steps.
    private mutating func range(_ quantity: FactQuantity) throws(TextError) -> ClosedRange<Int64> {
        guard case .sign(let sign) = tokens.token.kind else {
            throw tokens.expected("`=`, `>`, `>=`, `<` or `<=`")
        }
        let place = tokens.next().offset
        // The whole steps below and above a limit that lies between two.
        let (below, above) = try limit(quantity)
        switch sign {
        case "=": return below == above ? below...below : .none
        case ">=": return above ... .max
        case ">": return below + 1 ... .max
        case "<=": return .min...below
        case "<": return .min...above - 1
        default:
            throw tokens.fault(
                at: place,
                "numbers are compared with `=`, `>`, `>=`, `<` or `<=`",
                "write one of these"
            )
        }
    }

    private mutating func limit(
        _ quantity: FactQuantity
    ) throws(TextError) -> (below: Int64, above: Int64) {
        if quantity.name == "stage" || quantity.name == "to",
            case .name(let name) = tokens.token.kind
        {
            let offset = tokens.next().offset
            let stages = JourneyStage.allCases
            guard let stage = stages.first(where: { "\($0)" == name }) else {
                throw tokens.unknown(name, among: stages.map { "\($0)" }, at: offset)
            }
            return (Int64(stage.rawValue), Int64(stage.rawValue))
        }
        let isNegative = tokens.take(sign: "-")
        let token = tokens.next()
        switch token.kind {
        case .duration(let milliseconds) where quantity.kind == .time:
            return (milliseconds, milliseconds)
        case .number(let number) where quantity.kind != .time && abs(number) < 9e12:
            let steps = (isNegative ? -number : number) * quantity.steps
            // What has no exact binary form, such as 0.7, is a whole step all the same.
            if abs(steps - steps.rounded()) < 1e-6 * max(1, abs(steps) * 1e-6) {
                return (Int64(steps.rounded()), Int64(steps.rounded()))
            }
            return (Int64(steps.rounded(.down)), Int64(steps.rounded(.up)))
        default:
            let wanted = quantity.kind == .time ? "a duration such as `10s`" : "a number"
            throw tokens.fault(
                at: token.offset,
                "\(token.text.quoted) stands where \(wanted) was expected",
                "write it"
            )
        }
    }

    /// Names with `|` between them.
    private mutating func names() throws(TextError) -> [String] {
        guard tokens.take(sign: "=") else { throw tokens.expected("`=`") }
        var names: [String] = []
        repeat {
            names.append(try tokens.quotableName())
        } while tokens.take(sign: "|")
        return names
    }

    /// Values from a list, with `|` between them.
    private mutating func words<Value>(_ known: [(String, Value)]) throws(TextError) -> [Value] {
        guard tokens.take(sign: "=") else { throw tokens.expected("`=`") }
        return try tokens.words(known)
    }
}
