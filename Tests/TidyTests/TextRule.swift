// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text that may stand in no file, whatever its kind.
struct TextRule {
    let expression: NSRegularExpression
    let sentence: String

    /// - Throws: what is wrong with the pattern.
    init(pattern: String, sentence: String) throws {
        expression = try NSRegularExpression(pattern: pattern)
        self.sentence = sentence
    }

    func offenses(in files: [TextFile]) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().filter { matches($1) }.map {
                file.offense(line: $0 + 1, "\(sentence): \($1.prefix(100))")
            }
        }
    }

    private func matches(_ line: String) -> Bool {
        let range = NSRange(location: 0, length: line.utf16.count)
        return expression.firstMatch(in: line, range: range) != nil
    }
}
