// SPDX-License-Identifier: Apache-2.0

import Sketches

/// A list of the most frequent values: what it must be, and what it may be.
struct ModelList {
    /// A list of so many values or fewer is exact: each of them has a counter everywhere.
    private static let exactCount = 64

    /// All values, larger counts first, of equal ones the smaller number.
    let entries: [HeavyHitters.Entry]

    /// The list of exact counts.
    init(_ counts: [UInt32: Int64]) {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        entries = sorted.map { HeavyHitters.Entry(item: $0.key, count: $0.value, error: 0) }
    }

    /// A list that says all.
    init(_ entries: [HeavyHitters.Entry]) { self.entries = entries }

    /// Whether a list that has at most so many values may be told for this one.
    ///
    /// What a list has beyond its limit is as frequent as the last within it.
    func allows(_ found: [HeavyHitters.Entry], limit: Int) -> Bool {
        let list = found.prefix(limit)
        if found.dropFirst(limit).contains(where: { $0.count != list.last?.count }) { return false }
        let counts = Dictionary(uniqueKeysWithValues: entries.map { ($0.item, $0.count) })
        guard Set(list.map(\.item)).count == list.count else { return false }
        if entries.count <= Self.exactCount {
            // Of equal counts, which comes first depends on the numbers of values.
            return list.map(\.count) == entries.prefix(limit).map(\.count)
                && list.allSatisfy { $0.error == 0 && counts[$0.item] == $0.count }
        }
        return list.count >= min(limit, Self.exactCount)
            && list.allSatisfy { ($0.low...$0.count).contains(counts[$0.item] ?? 0) }
    }
}
