// SPDX-License-Identifier: Apache-2.0

extension Expression {
    /// The measures in it, in the order of writing, each once.
    var measures: [Measure] {
        switch self {
        case .measure(let measure), .units(let measure), .thousandths(let measure): [measure]
        case .active(let presence): presence.measures
        case .scaled(_, let expression): expression.measures
        case .plus(let left, let right), .minus(let left, let right),
            .firstNonZero(let left, let right):
            left.measures.merging(right.measures)
        }
    }

    /// The sum of two expressions.
    static func + (left: Expression, right: Expression) -> Expression { .plus(left, right) }

    /// The difference of two expressions.
    static func - (left: Expression, right: Expression) -> Expression { .minus(left, right) }

    /// The spans of days that it asks for.
    var presences: [Presence] {
        switch self {
        case .active(let presence): [presence]
        case .measure, .units, .thousandths: []
        case .scaled(_, let expression): expression.presences
        case .plus(let left, let right), .minus(let left, let right),
            .firstNonZero(let left, let right):
            left.presences + right.presences
        }
    }

    /// Whether values of disjoint groups and times may be added.
    var isAdditive: Bool {
        switch self {
        case .measure(let measure), .units(let measure), .thousandths(let measure):
            measure.isAdditive
        case .active: false
        case .scaled(_, let expression): expression.isAdditive
        case .plus(let left, let right), .minus(let left, let right):
            left.isAdditive && right.isAdditive
        case .firstNonZero: false
        }
    }

    /// Whether it is the number of some facts, each of which counts once.
    var isCountOfFacts: Bool {
        switch self {
        case .measure(let measure): measure.fold == .count
        case .plus(let left, let right): left.isCountOfFacts && right.isCountOfFacts
        case .units, .thousandths, .active, .scaled, .minus, .firstNonZero: false
        }
    }
}

extension Measure {
    /// Whether values of disjoint groups and times may be added: not where persons are counted,
    /// who can be in both.
    var isAdditive: Bool {
        fold != .distinct && !fold.isLevel && !fold.isSingle && fact != .personActive
    }
}
