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
        case .spread(let sum, _, let count): "\(sum.operand) / \(count.operand)"
        case .net(let up, let down, let all):
            "100 * (\(up.operand) - \(down.operand)) / \(all.operand)"
        case .quantile(let part, let histogram, _, _): "quantile \(part) of \(histogram.text)"
        case .growth(let expression, nil): "growth of \(expression.operand) over the window before"
        case .growth(let expression, let back?):
            "growth of \(expression.operand) over the window \(DurationText.of(back)) before"
        case .share(let expression): "\(expression.operand) / the same of all"
        case .single(let measure, _, _): measure.text
        }
    }
}

extension Expression {
    /// The expression for people.
    var text: String {
        switch self {
        case .measure(let measure), .units(let measure), .thousandths(let measure): measure.text
        case .active(let presence): presence.text
        case .scaled(let factor, let expression): "\(factor.shortText) * \(expression.operand)"
        case .plus(let left, let right): "\(left.text) + \(right.text)"
        case .minus(let left, let right): "\(left.text) - \(right.operand)"
        case .firstNonZero(let left, let right): "\(left.operand) else \(right.operand)"
        }
    }

    /// The expression as part of another: in parentheses unless it is a measure.
    fileprivate var operand: String {
        switch self {
        case .measure, .units, .thousandths, .active: text
        default: "(\(text))"
        }
    }
}

extension Presence {
    /// The span for people.
    fileprivate var text: String {
        let span = "persons of \(measures[0].fact.name) within \(days)d"
        return lag == 0 ? span : "\(span), \(lag)d before"
    }
}

extension Double {
    /// The number without `.0`.
    fileprivate var shortText: String { Int64(exactly: self).map { "\($0)" } ?? "\(self)" }
}

extension Measure {
    /// The measure for people: `count(session_ended: channel = web and converted)`.
    var text: String {
        if let event { return event.text(fold) }
        let condition = words.isEmpty ? "" : ": \(words)"
        let place: FactQuantity.Place = fold == .sumCount ? .count : .value
        let quantity = fact.quantities.first { $0.place == place }
        return switch fold {
        case .count, .countLevel: "\(fold.name)(\(fact.name)\(condition))"
        case .distinct: "distinct(person of \(fact.name)\(condition))"
        default: "\(fold.name)(\(quantity?.name ?? "value") of \(fact.name)\(condition))"
        }
    }
}

extension Fold {
    /// The name in formulas.
    fileprivate var name: String {
        switch self {
        case .count: "count"
        case .sumValue, .sumCount: "sum"
        case .sumSquares, .sumFineSquares: "sum_squares"
        case .distinct: "distinct"
        case .histogram: "histogram"
        case .countLevel: "count so far"
        case .valueLevel: "sum so far"
        case .least: "min"
        case .greatest: "max"
        case .last: "last"
        case .lastTime: "last_time"
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
        case .count, .countLevel: "\(fold.name)(\(name)\(condition))"
        case .distinct: "distinct(\(item) of \(name)\(condition))"
        case .top: "top(\(listed?.key ?? "") of \(name)\(condition))"
        default: "\(fold.name)(\(quantity) of \(name)\(condition))"
        }
    }
}
