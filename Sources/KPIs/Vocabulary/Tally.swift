// SPDX-License-Identifier: Apache-2.0

/// How often each of some whole scores was given: a measure for each.
///
/// All that is told of the answers to one question follows from it.
public struct Tally: Sendable, Hashable {
    /// The smallest score.
    public var first: Int
    /// Counts of that score and of each following one.
    public var counts: [Measure]

    /// The scores.
    public var scores: Range<Int> { first..<first + counts.count }

    /// How many answers have a score of a range; scores outside the tally have none.
    func within(_ range: ClosedRange<Int>) -> Expression {
        sum(scores.filter(range.contains).map { .measure(counts[$0 - first]) })
    }

    /// How many answers there are.
    var answers: Expression { sum(counts.map { .measure($0) }) }

    /// The sum of the scores.
    var points: Expression {
        sum(scores.map { .scaled(Double($0), .measure(counts[$0 - first])) })
    }

    /// The sum of the squares of the scores.
    var squares: Expression {
        sum(scores.map { .scaled(Double($0 * $0), .measure(counts[$0 - first])) })
    }

    private func sum(_ parts: [Expression]) -> Expression {
        parts.dropFirst().reduce(parts.first ?? .scaled(0, .measure(counts[0]))) { $0 + $1 }
    }
}
