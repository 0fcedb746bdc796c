// SPDX-License-Identifier: Apache-2.0

/// What functions ask of the measure that they are given.
extension Expression {
    /// How many measures it adds up, each as often as it stands in it.
    ///
    /// - Complexity: O(n)
    var count: Int {
        switch self {
        case .measure, .units, .thousandths, .active: 1
        case .scaled(_, let expression): expression.count
        case .plus(let left, let right), .minus(let left, let right),
            .firstNonZero(let left, let right):
            left.count + right.count
        }
    }

    /// Whether it is a measure of thousandths.
    var isOfThousandths: Bool { if case .thousandths = self { true } else { false } }

    /// How many steps of its measure make one.
    var steps: Double {
        switch self {
        case .thousandths: 1_000
        case .units: Double(Fact.unit)
        default: 1
        }
    }

    /// The same reading of another measure.
    func replacing(with measure: Measure) -> Expression {
        switch self {
        case .units: .units(measure)
        case .thousandths: .thousandths(measure)
        default: .measure(measure)
        }
    }
}
