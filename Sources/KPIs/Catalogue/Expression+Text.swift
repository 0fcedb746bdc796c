// SPDX-License-Identifier: Apache-2.0

import Events

extension Formula {
    /// The formula for people: `count(session_started web) / …`.
    public var text: String {
        switch self {
        case .count(let expression): expression.text
        case .distinct(let measure, nil): measure.text
        case .distinct(let measure, let more?): "\(measure.text) + \(more.text)"
        case .ratio(let num, let den): "\(num.operand) / \(den.operand)"
        case .mean(let sum, _, _, let count): "\(sum.text) / \(count.text)"
        }
    }
}

extension Expression {
    /// The expression for people.
    var text: String {
        switch self {
        case .measure(let measure), .units(let measure): measure.text
        case .plus(let left, let right): "\(left.text) + \(right.text)"
        case .minus(let left, let right): "\(left.text) - \(right.operand)"
        case .firstNonZero(let left, let right): "\(left.operand) else \(right.operand)"
        }
    }

    /// The expression as part of another: in parentheses unless it is a measure.
    fileprivate var operand: String {
        switch self {
        case .measure, .units: text
        default: "(\(text))"
        }
    }
}

extension Measure {
    /// The measure for people: `count(session_ended web converted)`.
    var text: String {
        var words = [fact.name]
        if filter.channels != .max {
            words += Channel.allCases
                .filter { filter.channels & (1 << UInt16($0.rawValue)) != 0 }.map(\.name)
        }
        if filter.flags & FactFlags.converted.rawValue != 0 { words.append("converted") }
        if filter.flags & FactFlags.paid.rawValue != 0 { words.append("paid") }
        if let metric = filter.metric { words.append(metric.key) }
        return "\(fold.name)(\(words.joined(separator: " ")))"
    }
}

extension Fold {
    /// The name in formulas.
    fileprivate var name: String {
        switch self {
        case .count: "count"
        case .sumValue: "sum"
        case .sumSquares: "sum_squares"
        case .sumCount: "sum_views"
        case .distinct: "distinct"
        case .histogram: "histogram"
        }
    }
}

extension FactKind {
    /// The name in formulas: the case in lower case with underscores.
    fileprivate var name: String {
        "\(self)".reduce(into: "") { name, letter in
            name += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
        }
    }
}
