// SPDX-License-Identifier: Apache-2.0

import Events

/// What a sample's events say in one dimension.
struct SampledDimension {
    /// How many values are told, the most frequent ones.
    private static let shownCount = 3

    let dimension: Dimension
    /// Events by the number that a dictionary gives their value.
    private var counts: [UInt32: Int] = [:]

    init(_ dimension: Dimension) { self.dimension = dimension }

    /// Takes an event's value by its number; 0: it has none.
    mutating func note(_ number: UInt32) {
        guard number != ValueDictionary.absent else { return }
        counts[number, default: 0] += 1
    }

    /// Events that have a value.
    var count: Int { counts.values.reduce(0, +) }

    /// Different values, and the most frequent ones with their counts.
    func values(_ dictionary: ValueDictionary) -> (count: Int, most: [(String, Int)]) {
        let sorted = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        let shown = sorted.prefix(Self.shownCount).map { (dictionary.value($0.key), $0.value) }
        return (counts.count, shown)
    }
}
