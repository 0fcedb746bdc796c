// SPDX-License-Identifier: Apache-2.0

/// Finds what a misspelled name was meant to be.
enum NearestName {
    /// The known name with the smallest edit distance; the first of equals.
    static func to(_ name: String, among known: [String]) -> String {
        let written = Array(name.utf8)
        return known.min { distance(written, $0) < distance(written, $1) } ?? ""
    }

    /// Insertions, deletions and replacements that turn one into the other (Levenshtein, 1966).
    private static func distance(_ written: [UInt8], _ known: String) -> Int {
        var row = Array(0...written.count)
        for (line, byte) in known.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in written.indices {
                let replaced = diagonal + (written[column] == byte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[written.count]
    }
}
