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
        case .top(let measure, _): measure.text
        case .mean(let sum, _, _, let count): "\(sum.text) / \(count.text)"
        }
    }
}

extension Expression {
    /// The expression for people.
    var text: String {
        switch self {
        case .measure(let measure), .units(let measure), .thousandths(let measure): measure.text
        case .scaled(let factor, let expression): "\(factor.shortText) * \(expression.operand)"
        case .plus(let left, let right): "\(left.text) + \(right.text)"
        case .minus(let left, let right): "\(left.text) - \(right.operand)"
        case .firstNonZero(let left, let right): "\(left.operand) else \(right.operand)"
        }
    }

    /// The expression as part of another: in parentheses unless it is a measure.
    fileprivate var operand: String {
        switch self {
        case .measure, .units, .thousandths: text
        default: "(\(text))"
        }
    }
}

extension Double {
    /// The number without `.0`.
    fileprivate var shortText: String { self == rounded() ? "\(Int64(self))" : "\(self)" }
}

extension Measure {
    /// The measure for people: `count(session_ended web converted)`.
    var text: String {
        if let event { return event.text(fold) }
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
        case .top: "top"
        }
    }
}

extension EventSelection {
    /// The measure for people: `count(event.order: channel = web)`, `sum(value of event.order)`.
    fileprivate func text(_ fold: Fold) -> String {
        let names = types.map { $0 == .other ? ownType ?? $0.name : $0.name }
        let name = FactKind.eventPrefix + names.joined(separator: " | ")
        let condition = words.isEmpty ? "" : ": \(words)"
        return switch fold {
        case .count: "count(\(name)\(condition))"
        case .distinct: "distinct(\(item) of \(name)\(condition))"
        case .top: "top(\(listed?.key ?? "") of \(name)\(condition))"
        default: "\(fold.name)(\(quantity) of \(name)\(condition))"
        }
    }
}
