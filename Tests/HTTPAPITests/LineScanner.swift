// SPDX-License-Identifier: Apache-2.0

/// Reads a line from left to right, byte by byte.
struct LineScanner {
    private var bytes: ArraySlice<UInt8>

    init(_ line: String) { bytes = Array(line.utf8)[...] }

    /// What is left.
    var rest: String { String(decoding: bytes, as: UTF8.self) }

    /// Takes bytes while they are wanted.
    mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
        let taken = bytes.prefix { isWanted(Unicode.Scalar($0)) }
        bytes = bytes.dropFirst(taken.count)
        return String(decoding: taken, as: UTF8.self)
    }

    /// Passes over a character if it is the next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let next = bytes.first, Unicode.Scalar(next) == character else { return false }
        bytes = bytes.dropFirst()
        return true
    }

    /// Takes up to the quote that no backslash escapes, and passes over it.
    mutating func takeQuoted() -> String {
        var isEscaped = false
        let text = take { character in
            defer { isEscaped = !isEscaped && character == "\\" }
            return isEscaped || character != "\""
        }
        return skip("\"") ? text : text + "\\"
    }
}
