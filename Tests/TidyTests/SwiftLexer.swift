// SPDX-License-Identifier: Apache-2.0

/// Splits Swift source into code and comments, both as long as the source, line by line.
///
/// Good enough for the rules of this target: it knows nested comments, strings of all kinds with
/// interpolation, and raw identifiers. It does not know bare regex literals.
struct SwiftLexer {
    private let source: [UInt8]
    private var position = 0

    /// The source with comments, string contents and raw identifiers blanked.
    private(set) var code: [UInt8]

    /// The source with everything but comments blanked.
    private(set) var comments: [UInt8]

    init(_ text: String) {
        source = Array(text.utf8)
        let blank = source.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
        code = blank
        comments = blank
        while position < source.count {
            scanCode(insideInterpolation: false)
        }
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        position + offset < source.count ? source[position + offset] : 0
    }

    private func matches(_ text: StaticString) -> Bool {
        for index in 0..<text.utf8CodeUnitCount {
            guard unsafe byte(index) == text.utf8Start[index] else { return false }
        }
        return true
    }

    /// Reads code to the end, or to the parenthesis that closes an interpolation.
    private mutating func scanCode(insideInterpolation: Bool) {
        var depth = 0
        while position < source.count {
            if matches("//") {
                scanLineComment()
            } else if matches("/*") {
                scanBlockComment()
            } else if byte() == UInt8(ascii: "\"") {
                scanString(pounds: 0)
            } else if byte() == UInt8(ascii: "#"), let pounds = poundsBeforeQuote() {
                position += pounds
                scanString(pounds: pounds)
            } else if byte() == UInt8(ascii: "`") {
                scanRawIdentifier()
            } else {
                if byte() == UInt8(ascii: "(") { depth += 1 }
                if byte() == UInt8(ascii: ")") { depth -= 1 }
                if insideInterpolation && depth < 0 { return }
                code[position] = byte()
                position += 1
            }
        }
    }

    private mutating func scanLineComment() {
        while position < source.count && byte() != UInt8(ascii: "\n") {
            comments[position] = byte()
            position += 1
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if matches("/*") {
                depth += 1
                position += 2
            } else if matches("*/") {
                depth -= 1
                position += 2
            } else {
                comments[position] = byte()
                position += 1
            }
        } while depth > 0 && position < source.count
    }

    private func poundsBeforeQuote() -> Int? {
        var count = 0
        while byte(count) == UInt8(ascii: "#") { count += 1 }
        return byte(count) == UInt8(ascii: "\"") ? count : nil
    }

    /// Reads a literal whose first quote is next and that began with so many `#`.
    private mutating func scanString(pounds: Int) {
        let isMultiline = matches("\"\"\"")
        let quotes = isMultiline ? 3 : 1
        position += quotes
        while position < source.count {
            if isRun(of: UInt8(ascii: "\""), count: quotes, pounds: pounds) {
                position += quotes + pounds
                return
            }
            if isRun(of: UInt8(ascii: "\\"), count: 1, pounds: pounds) {
                position += 1 + pounds
                if byte() == UInt8(ascii: "(") {
                    position += 1
                    scanCode(insideInterpolation: true)
                }
            } else if byte() == UInt8(ascii: "\n") && !isMultiline {
                return
            }
            position += 1
        }
    }

    private func isRun(of value: UInt8, count: Int, pounds: Int) -> Bool {
        for index in 0..<count where byte(index) != value { return false }
        for index in count..<(count + pounds) where byte(index) != UInt8(ascii: "#") {
            return false
        }
        return true
    }

    /// Leaves a `_`, so that a declaration keeps a name.
    private mutating func scanRawIdentifier() {
        code[position] = UInt8(ascii: "_")
        repeat { position += 1 } while position < source.count && byte() != UInt8(ascii: "`")
        position += 1
    }
}
