// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Claims to the compiler that something is safe to share, which need a reason.
struct SharingRule {
    func offenses(in files: [SwiftFile]) -> [String] {
        files.flatMap { file in
            file.words.filter { isClaim($0, in: file) && !hasReason(above: $0.line, in: file) }
                .map { file.file.offense(line: $0.line, "no comment above says why \($0.text)") }
        }
    }

    /// `@unchecked Sendable` and `nonisolated(unsafe)`.
    private func isClaim(_ word: Word, in file: SwiftFile) -> Bool {
        word.text == "unchecked" && word.previous == UInt8(ascii: "@")
            || word.text == "unsafe" && word.end < file.code.count
                && file.code[word.end] == UInt8(ascii: ")")
    }

    /// A comment on the line above, attributes and the head of the declaration between aside.
    private func hasReason(above line: Int, in file: SwiftFile) -> Bool {
        var index = line - 2
        while index >= 0 {
            let text = file.file.lines[index].trimmingCharacters(in: .whitespaces)
            let comment = file.comments[index].trimmingCharacters(in: .whitespaces)
            if comment.hasPrefix("//") && comment == text { return true }
            guard text.hasPrefix("@") || isHead(text) else { return false }
            index -= 1
        }
        return false
    }

    /// `public final class Client:`, whose conformances follow on lines of their own.
    private func isHead(_ text: String) -> Bool {
        text.hasSuffix(":") || text.hasSuffix(",")
    }
}
