// SPDX-License-Identifier: Apache-2.0

/// Finds what a mistyped word was meant to be.
enum NearestWord {
    /// The known word with the smallest edit distance, the first of equals.
    static func to(_ word: String, among known: [String]) -> String? {
        known.min { distance(word, $0) < distance(word, $1) }
    }

    /// Insertions, deletions and replacements that turn one into the other (Levenshtein, 1965).
    private static func distance(_ first: String, _ second: String) -> Int {
        let (written, known) = (Array(first.utf8.prefix(64)), Array(second.utf8))
        var row = Array(0...known.count)
        for (line, byte) in written.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in known.indices {
                let replaced = diagonal + (known[column] == byte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[known.count]
    }
}
