// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// The words, numbers and signs of a formula or a condition, each with its place.
struct TokenReader {
    /// What a token is.
    enum Kind: Equatable {
        case name(String)
        /// What stands between quotes.
        case text(String)
        case number(Double)
        /// A whole number and a unit of time, in ms.
        case duration(Int64)
        case sign(String)
        case end
    }

    /// A token and where it begins, in characters from the text's start.
    struct Token: Equatable {
        let kind: Kind
        let offset: Int
        let text: String
    }

    /// Words and signs that one text may have: trees of them are walked by recursion.
    private static let most = 500
    private static let signs = [
        "..", ">=", "<=", "!=", ",", "+", "-", "*", "/", "(", ")", "=", ">", "<", "|",
    ]

    private let location: TextLocation
    private var tokens: [Token] = []
    private var position = 0

    /// Reads the tokens of a scalar.
    ///
    /// - Throws: The first character that begins none.
    init(_ node: YAMLNode) throws(TextError) {
        location = node.location
        let letters = Array(node.text.unicodeScalars)
        var index = 0
        while index < letters.count {
            let start = index
            if letters[index] == " " || letters[index] == "\n" {
                index += 1
                continue
            }
            if letters[index].isNameStart || letters[index].isDigit {
                while index < letters.count, letters[index].isNamePart,
                    !Self.isRange(letters, at: index)
                {
                    index += 1
                }
                let text = Self.text(letters[start..<index])
                let kind = letters[start].isDigit ? Self.number(text) : .name(text)
                guard let kind else {
                    throw fault(
                        at: start,
                        "\(text.quoted) is no number",
                        "write one such as 9.5, smaller than 1e15, or a duration such as 10s"
                    )
                }
                tokens.append(Token(kind: kind, offset: start, text: text))
                continue
            }
            if letters[index] == "'" || letters[index] == "\"" {
                guard let end = letters[(index + 1)...].firstIndex(of: letters[index]) else {
                    throw fault(
                        at: start,
                        "the quote is not closed",
                        "write the same one behind the name"
                    )
                }
                let inside = Self.text(letters[(index + 1)..<end])
                index = end + 1
                let text = Self.text(letters[start..<index])
                tokens.append(Token(kind: .text(inside), offset: start, text: text))
                continue
            }
            let rest = Self.text(letters[start..<min(start + 2, letters.count)])
            guard let sign = Self.signs.first(where: rest.hasPrefix) else {
                let found = String(letters[start]).quoted
                throw fault(at: start, "\(found) has no meaning here", "remove it")
            }
            index += sign.unicodeScalars.count
            tokens.append(Token(kind: .sign(sign), offset: start, text: sign))
        }
        guard tokens.count <= Self.most else {
            throw fault(
                at: 0,
                "more than \(Self.most) words and signs",
                "give parts of it names under `measures`"
            )
        }
        tokens.append(Token(kind: .end, offset: letters.count, text: ""))
    }

    /// The token at hand.
    var token: Token { tokens[position] }

    /// Goes on to the next token and returns the one at hand.
    mutating func next() -> Token {
        let token = token
        if position + 1 < tokens.count { position += 1 }
        return token
    }

    /// Takes a sign if it is at hand.
    mutating func take(sign: String) -> Bool {
        guard token.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    /// Takes a word if it is at hand.
    mutating func take(word: String) -> Bool {
        guard token.kind == .name(word) else { return false }
        position += 1
        return true
    }

    /// Takes the name at hand, which may stand between quotes.
    mutating func quotableName() throws(TextError) -> String {
        switch token.kind {
        case .name(let name) where !name.isEmpty, .text(let name) where !name.isEmpty:
            _ = next()
            return name
        default:
            throw expected("a name, in quotes if it has other characters than letters and digits")
        }
    }

    /// Values from a list, with `|` between them.
    mutating func words<Value>(_ known: [(String, Value)]) throws(TextError) -> [Value] {
        var values: [Value] = []
        repeat {
            let start = token
            guard case .name(let name) = start.kind else {
                throw expected("one of \(known.map(\.0).joined(separator: ", "))")
            }
            guard let value = known.first(where: { $0.0 == name })?.1 else {
                throw unknown(name, among: known.map(\.0), at: start.offset)
            }
            _ = next()
            values.append(value)
        } while take(sign: "|")
        return values
    }

    /// That something else stands where this was expected.
    func expected(_ what: String) -> TextError {
        let found = token.kind == .end ? "the end" : token.text.quoted
        return fault(at: token.offset, "\(found) stands where \(what) was expected", "write it")
    }

    /// A fault at a place of the text.
    func fault(at offset: Int, _ message: String, _ hint: String) -> TextError {
        TextError(message: message, location: location.shifted(by: offset), hint: hint)
    }

    /// That a name is none of those that are known here.
    func unknown(_ name: String, among known: [String], at offset: Int) -> TextError {
        let nearest = NearestName.to(name, among: known)
        return fault(
            at: offset,
            "\(name.quoted) is none of \(known.joined(separator: ", "))",
            "did you mean `\(nearest)`?"
        )
    }

    /// Whether `..` stands there, which ends a number.
    private static func isRange(_ letters: [Unicode.Scalar], at index: Int) -> Bool {
        letters[index] == "." && index + 1 < letters.count && letters[index + 1] == "."
    }

    private static func number(_ text: String) -> Kind? {
        // Larger ones have no place in a value whose every whole number is exact.
        if let number = Double(text), number < 1e15 { return .number(number) }
        return DurationText.milliseconds(text).map(Kind.duration)
    }

    private static func text(_ letters: ArraySlice<Unicode.Scalar>) -> String {
        letters.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
}

extension TextLocation {
    /// The place some characters further on the line.
    func shifted(by characters: Int) -> TextLocation {
        guard case .file(let name, let line, let column) = self else { return self }
        return .file(name: name, line: line, column: column + characters)
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }

    fileprivate var isNameStart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_"
    }

    fileprivate var isNamePart: Bool { isNameStart || isDigit || self == "." }
}
