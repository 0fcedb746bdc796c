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
    /// Each value with its time, in the order of arrival.
    case values([Value])

    /// A value of an event.
    public struct Value: Equatable, Sendable {
        /// When it happened, ms.
        public var time: Int64
        /// What it was, in steps.
        public var number: Int64
    }
    /// How often each value came, less what was taken back.
    case list([UInt32: Int64])

    /// The empty cell of a fold.
    init(_ fold: Fold) {
        switch fold {
        case .count, .sumValue, .sumSquares, .sumFineSquares, .sumCount, .countLevel, .valueLevel:
            self = .number(0)
        case .least, .greatest, .last, .lastTime: self = .values([])
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
        case .values(let values): Double(values.count)
        case .list(let counts): Double(counts.values.reduce(0, +))
        }
    }

    /// The smallest, largest or last of the values; nil: there is none.
    func single(_ fold: Fold) -> Int64? {
        guard case .values(let values) = self else { return nil }
        switch fold {
        case .least: return values.map(\.number).min()
        case .greatest: return values.map(\.number).max()
        default:
            // Of equal times the later arrival is the last one.
            let latest = values.map(\.time).max()
            return values.last { $0.time == latest }?.number
        }
    }

    /// The value at a part of the distribution, by its bucket's upper bound as the program has it.
    var sorted: [Int64] {
        guard case .histogram(let counts) = self else { return [] }
        return counts.keys.sorted().flatMap { key in
            Array(repeating: key, count: Int(max(0, counts[key, default: 0])))
        }
    }

    /// Adds a fact (sign 1) or takes it back (sign -1).
    mutating func fold(_ fact: Fact, sign: Int64, by fold: Fold) {
        switch self {
        case .number(let number):
            self = .number(number + sign * Self.quantity(of: fact, by: fold))
        case .distinct(var items):
            // Nobody known is nobody counted.
            if sign > 0, fact.item != 0 { items.insert(fact.item) }
            self = .distinct(items)
        case .histogram(var counts):
            counts[fact.value, default: 0] += sign
            if counts[fact.value] == 0 { counts[fact.value] = nil }
            self = .histogram(counts)
        case .values(let values):
            self = .values(values + [Value(time: fact.time, number: fact.value)])
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
        case (.values(let mine), .values(let theirs)): .values(mine + theirs)
        case (.list(let mine), .list(let theirs)):
            .list(mine.merging(theirs, uniquingKeysWith: +))
        default: preconditionFailure("cells of one measure are of one kind")
        }
    }

    /// Whether a fact changes a cell: a sum that 0 is added to stays as it is.
    static func changes(by fact: Fact, _ fold: Fold) -> Bool {
        if fold == .top { return fact.top != 0 }
        return fold.isSketch || fold.isSingle || quantity(of: fact, by: fold) != 0
    }

    private static func quantity(of fact: Fact, by fold: Fold) -> Int64 {
        switch fold {
        case .count, .countLevel: 1
        case .sumValue, .valueLevel: fact.value
        case .sumSquares: (fact.value / 100) * (fact.value / 100)
        case .sumFineSquares: fact.value * fact.value
        case .sumCount: fact.count
        case .distinct, .histogram, .least, .greatest, .last, .lastTime, .top:
            preconditionFailure("not a number")
        }
    }
}
