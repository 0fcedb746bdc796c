// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// What a cell of a row holds, exactly: no estimate, no bucket.
public enum ModelCell: Equatable, Sendable {
    /// Counts and sums.
    case number(Int64)
    /// The items seen.
    case distinct(Set<UInt64>)
    /// How often each value was seen, less what was taken back.
    case histogram([Int64: Int64])
    /// How often each value came, less what was taken back.
    case list([UInt32: Int64])

    /// The empty cell of a fold.
    init(_ fold: Fold) {
        switch fold {
        case .count, .sumValue, .sumSquares, .sumCount: self = .number(0)
        case .distinct: self = .distinct([])
        case .histogram: self = .histogram([:])
        case .top: self = .list([:])
        }
    }

    /// The number a formula reads.
    var reading: Double {
        switch self {
        case .number(let number): Double(number)
        case .distinct(let items): Double(items.count)
        case .histogram(let counts): Double(counts.values.reduce(0, +))
        case .list(let counts): Double(counts.values.reduce(0, +))
        }
    }

    /// Adds a fact (sign 1) or takes it back (sign -1).
    mutating func fold(_ fact: Fact, sign: Int64, by fold: Fold) {
        switch self {
        case .number(let number):
            self = .number(number + sign * Self.quantity(of: fact, by: fold))
        case .distinct(var items):
            if sign > 0 { items.insert(fact.item) }
            self = .distinct(items)
        case .histogram(var counts):
            counts[fact.value, default: 0] += sign
            if counts[fact.value] == 0 { counts[fact.value] = nil }
            self = .histogram(counts)
        case .list(var counts):
            if fact.top != 0 { counts[fact.top, default: 0] += sign }
            self = .list(counts.filter { $0.value != 0 })
        }
    }

    /// This cell and the same cell of another pane together.
    func merged(with other: ModelCell) -> ModelCell {
        switch (self, other) {
        case (.number(let mine), .number(let theirs)): .number(mine + theirs)
        case (.distinct(let mine), .distinct(let theirs)): .distinct(mine.union(theirs))
        case (.histogram(let mine), .histogram(let theirs)):
            .histogram(mine.merging(theirs, uniquingKeysWith: +))
        case (.list(let mine), .list(let theirs)):
            .list(mine.merging(theirs, uniquingKeysWith: +))
        default: preconditionFailure("cells of one measure are of one kind")
        }
    }

    private static func quantity(of fact: Fact, by fold: Fold) -> Int64 {
        switch fold {
        case .count: 1
        case .sumValue: fact.value
        case .sumSquares: (fact.value / 100) * (fact.value / 100)
        case .sumCount: fact.count
        case .distinct, .histogram, .top: preconditionFailure("not a number")
        }
    }
}
