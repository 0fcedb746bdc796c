// SPDX-License-Identifier: Apache-2.0

/// Finds the known key that a misspelled one was meant to be.
enum NearestKey {
    /// The candidate with the smallest distance, the first of several; nil without candidates.
    static func nearest(to key: String, among candidates: [String]) -> String? {
        candidates.map { ($0, distance(key.lowercased(), $0.lowercased())) }
            .min { $0.1 < $1.1 }?.0
    }

    /// How many characters must be inserted, deleted, replaced or swapped with their neighbor.
    ///
    /// Optimal string alignment (F. Damerau, "A technique for computer detection and correction of
    /// spelling errors", 1964) of the first 64 characters of each.
    ///
    /// Complexity: O(m · n).
    static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.prefix(64)), Array(second.prefix(64)))
        var beforePrevious: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
                var best = min(replaced, previous[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforePrevious[j - 1] + 1)
                }
                row.append(best)
            }
            (beforePrevious, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
