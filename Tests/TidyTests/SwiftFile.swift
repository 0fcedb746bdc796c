// SPDX-License-Identifier: Apache-2.0

/// A Swift file of the project, with what the rules ask about its code.
struct SwiftFile {
    let file: TextFile

    /// The code without comments and strings.
    let code: [UInt8]

    let words: [Word]

    /// The comments by line; a line without one is blank.
    let comments: [String]

    init(_ file: TextFile) {
        self.file = file
        let lexer = SwiftLexer(file.lines.joined(separator: "\n"))
        code = lexer.code
        words = Word.all(in: lexer.code)
        comments = String(decoding: lexer.comments, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var path: String { file.path }

    /// `Kafka` for `Sources/Kafka/Handle/Client.swift`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    var isSource: Bool { path.hasPrefix("Sources/") }

    /// The modules it imports, with the line of each.
    var imports: [(module: String, line: Int)] {
        let kinds: Set = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
        var found: [(module: String, line: Int)] = []
        for (index, word) in words.enumerated() where word.text == "import" {
            var next = index + 1
            if next < words.count && kinds.contains(words[next].text) { next += 1 }
            if next < words.count { found.append((words[next].text, word.line)) }
        }
        return found
    }

    /// How often the keyword `unsafe` marks an expression; `nonisolated(unsafe)` is another thing.
    var unsafeCount: Int {
        words.count { word in
            word.text == "unsafe" && word.previous != UInt8(ascii: "@")
                && word.end < code.count && code[word.end] != UInt8(ascii: ")")
        }
    }
}
