// SPDX-License-Identifier: Apache-2.0

/// Where a function, initializer or subscript with a body begins, and how long it is.
struct FunctionLength {
    /// The line of the keyword, from 1.
    let line: Int

    /// From the keyword's line to that of the closing brace, both counted.
    let lines: Int

    /// The functions of a file, those inside others too.
    static func all(in file: SwiftFile) -> [FunctionLength] {
        let keywords: Set = ["func", "init", "deinit", "subscript"]
        return file.words.indices.compactMap { index in
            let word = file.words[index]
            guard keywords.contains(word.text), word.previous != UInt8(ascii: "."),
                let body = bodyStart(afterWord: index, in: file)
            else { return nil }
            return FunctionLength(line: word.line, lines: lineCount(from: word, body, file.code))
        }
    }

    /// The index of the brace that opens the body; `nil` for a requirement of a protocol.
    private static func bodyStart(afterWord index: Int, in file: SwiftFile) -> Int? {
        let keyword = file.words[index]
        let next = file.words[(index + 1)...].first(where: startsDeclaration)
        let limit = next.map { $0.end - $0.text.utf8.count } ?? file.code.count
        var depth = 0
        for index in keyword.end..<file.code.count {
            switch file.code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                depth -= 1
            case UInt8(ascii: "{") where depth == 0:
                return index < limit ? index : nil
            case UInt8(ascii: "}") where depth == 0:
                return nil
            default:
                break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private static func startsDeclaration(_ word: Word) -> Bool {
        let keywords: Set = [
            "associatedtype", "deinit", "enum", "extension", "func", "let", "protocol", "struct",
            "subscript", "typealias", "var",
        ]
        return keywords.contains(word.text)
    }

    private static func lineCount(from word: Word, _ body: Int, _ code: [UInt8]) -> Int {
        var lines = 1
        var depth = 0
        for index in word.end..<code.count {
            if code[index] == UInt8(ascii: "\n") { lines += 1 }
            guard index >= body else { continue }
            if code[index] == UInt8(ascii: "{") { depth += 1 }
            if code[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { break }
        }
        return lines
    }
}
