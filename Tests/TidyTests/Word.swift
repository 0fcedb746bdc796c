// SPDX-License-Identifier: Apache-2.0

/// An identifier, keyword or number in code, and where it stands.
struct Word {
    let text: String

    /// The line, from 1.
    let line: Int

    /// The index of the first byte after the word.
    let end: Int

    /// The last byte before the word that is no white space; 0 at the beginning.
    let previous: UInt8

    /// The words of code from which a ``SwiftLexer`` took comments and strings.
    static func all(in code: [UInt8]) -> [Word] {
        var words: [Word] = []
        var line = 1
        var previous: UInt8 = 0
        var index = 0
        while index < code.count {
            let start = index
            while index < code.count && isPart(code[index]) { index += 1 }
            if index > start {
                let text = String(decoding: code[start..<index], as: UTF8.self)
                words.append(Word(text: text, line: line, end: index, previous: previous))
                previous = code[index - 1]
                continue
            }
            if code[index] == UInt8(ascii: "\n") { line += 1 }
            if !isSpace(code[index]) { previous = code[index] }
            index += 1
        }
        return words
    }

    /// `batchManager2` as `batch`, `manager`, `2`; `HTTPServer` as `http`, `server`.
    var parts: [String] {
        var parts: [String] = []
        var current = ""
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : "_"
            let begins =
                character == "_" || character.isNumber
                || (character.isUppercase
                    && (current.last?.isLowercase ?? true || next.isLowercase))
            if begins && !current.isEmpty {
                parts.append(current.lowercased())
                current = ""
            }
            if character != "_" { current.append(character) }
        }
        return current.isEmpty ? parts : parts + [current.lowercased()]
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default:
            false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
    }
}
