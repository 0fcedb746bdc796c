// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText

/// Reads the conditions under `where` of events: clauses joined by `and`.
///
/// `channel = web | app and not paid and score >= 9 and has user`
struct ConditionReader {
    /// What holds of an event.
    private(set) var tests: [EventTest] = []
    private(set) var takesMachines = false
    /// The condition with one blank between words.
    private(set) var words = ""

    private var tokens: TokenReader

    /// Reads the condition of an event.
    init(_ node: YAMLNode) throws(TextError) {
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
        words = node.text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    private mutating func clause(
        _ name: String,
        isNot: Bool,
        at offset: Int
    ) throws(TextError) {
        if let flag = Self.flags[name] {
            tests.append(.flags(mask: flag.rawValue, wanted: isNot ? 0 : flag.rawValue))
            return
        }
        if name == "has" { return try presence(isNot: isNot) }
        guard !isNot else {
            throw tokens.fault(
                at: offset,
                "`not` stands before \(Self.flags.keys.sorted().joined(separator: ", ")) or `has`",
                "write `\(name) != …`"
            )
        }
        switch name {
        case "channel": try word(.channel, Channel.allCases.map { ($0.name, UInt32($0.rawValue)) })
        case "subtype": try word(.subtype, Subtype.allCases.map { ("\($0)", UInt32($0.rawValue)) })
        case "phase": try word(.phase, EventPhase.allCases.map { ("\($0)", UInt32($0.rawValue)) })
        case "mode":
            try word(.mode, ParticipationMode.allCases.map { ("\($0)", UInt32($0.rawValue)) })
        case "human": try human()
        case "name":
            let isEqual = try equality()
            tests.append(.name(try tokens.quotableName(), isEqual: isEqual))
        default:
            guard let quantity = EventQuantity(word: name) else {
                throw tokens.unknown(name, among: Self.fields, at: offset)
            }
            try number(quantity)
        }
    }

    private static let flags: [String: EventFlags] = ["paid": .paid, "own": .own]

    private static let fields =
        ["channel", "subtype", "phase", "mode", "human", "name", "has"] + flags.keys.sorted()
        + EventQuantity.allCases.map { "\($0)" }

    private mutating func presence(isNot: Bool) throws(TextError) {
        let token = tokens.token
        guard case .name(let name) = token.kind else { throw tokens.expected("a field") }
        _ = tokens.next()
        if let item = EventItem(word: name) {
            tests.append(.item(item, isPresent: !isNot))
        } else if let quantity = EventQuantity(word: name), let flag = quantity.flag {
            tests.append(.flags(mask: flag.rawValue, wanted: isNot ? 0 : flag.rawValue))
        } else {
            let known = EventItem.allCases.map { "\($0)" } + ["value", "score", "sentiment"]
            throw tokens.unknown(name, among: known, at: token.offset)
        }
    }

    private mutating func human() throws(TextError) {
        let chosen = try words([("yes", 0), ("no", 1), ("any", 2)])
        guard chosen.isEqual, chosen.values.count == 1 else {
            throw tokens.expected("one of yes, no, any")
        }
        takesMachines = chosen.values[0] != 0
        let bit = EventFlags.nonHuman.rawValue
        if chosen.values[0] == 1 { tests.append(.flags(mask: bit, wanted: bit)) }
    }

    private mutating func word(
        _ field: EventWord,
        _ known: [(String, UInt32)]
    ) throws(TextError) {
        let chosen = try words(known)
        let bits = chosen.values.reduce(0 as UInt32) { $0 | 1 << $1 }
        tests.append(.word(field, bits: chosen.isEqual ? bits : ~bits))
    }

    private mutating func number(_ quantity: EventQuantity) throws(TextError) {
        guard case .sign(let sign) = tokens.token.kind else {
            throw tokens.expected("`=`, `>`, `>=`, `<` or `<=`")
        }
        let place = tokens.next().offset
        var (low, high) = (-Double.infinity, Double.infinity)
        if quantity == .sentiment, sign == "=" {
            // A label between the three counts with the sign that it has.
            if tokens.take(word: "negative") { high = (0 as Double).nextDown }
            if tokens.take(word: "neutral") { (low, high) = (0, 0) }
            if tokens.take(word: "positive") { low = (0 as Double).nextUp }
            if low > -.infinity || high < .infinity {
                tests.append(.number(quantity, low: low, high: high))
                return
            }
        }
        let limit = try limit()
        switch sign {
        case "=": (low, high) = (limit, limit)
        case ">=": low = limit
        case ">": low = limit.nextUp
        case "<=": high = limit
        case "<": high = limit.nextDown
        default:
            throw tokens.fault(
                at: place,
                "numbers are compared with `=`, `>`, `>=`, `<` or `<=`",
                "write one of these"
            )
        }
        tests.append(.number(quantity, low: low, high: high))
    }

    private mutating func limit() throws(TextError) -> Double {
        let isNegative = tokens.take(sign: "-")
        guard case .number(let number) = tokens.token.kind else {
            throw tokens.expected("a number")
        }
        _ = tokens.next()
        return isNegative ? -number : number
    }

    // MARK: - Words

    private mutating func equality() throws(TextError) -> Bool {
        if tokens.take(sign: "=") { return true }
        guard tokens.take(sign: "!=") else { throw tokens.expected("`=` or `!=`") }
        return false
    }

    /// Values from a list, with `|` between them.
    private mutating func words<Value>(
        _ known: [(String, Value)]
    ) throws(TextError) -> (values: [Value], isEqual: Bool) {
        let isEqual = try equality()
        return (try tokens.words(known), isEqual)
    }
}

extension EventQuantity {
    /// The quantity of that name in definitions.
    init?(word: String) {
        guard let found = Self.allCases.first(where: { "\($0)" == word }) else { return nil }
        self = found
    }

    /// The flag that tells that it was given; nil: it tells so itself.
    var flag: EventFlags? {
        switch self {
        case .value, .duration, .times: .hasValue
        case .score: .hasScore
        case .sentiment: .hasSentiment
        case .scale, .weighted: nil
        }
    }
}

extension EventItem {
    /// The item of that name in definitions.
    init?(word: String) {
        guard let found = Self.allCases.first(where: { "\($0)" == word }) else { return nil }
        self = found
    }
}
