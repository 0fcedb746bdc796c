// SPDX-License-Identifier: Apache-2.0

/// Reads the parts of a `TZ` text from left to right.
struct ZoneTextReader {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    /// Goes past a character if it is the next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Goes past the name of a clock, `CET` or `<+03>`; false: there is none.
    mutating func skipName() -> Bool {
        let begin = position
        if take("<") {
            while position < text.count, !take(">") { position += 1 }
            return text[position - 1] == UInt8(ascii: ">")
        }
        while position < text.count, Self.isLetter(text[position]) { position += 1 }
        return position > begin
    }

    /// A whole number in a range.
    mutating func number(_ range: ClosedRange<Int64>) -> Int64? {
        var number: Int64?
        while position < text.count, Self.isDigit(text[position]), number ?? 0 <= range.upperBound {
            number = (number ?? 0) * 10 + Int64(text[position] - UInt8(ascii: "0"))
            position += 1
        }
        return number.flatMap { range.contains($0) ? $0 : nil }
    }

    /// A time such as `2`, `-1` or `3:30:00`, s.
    mutating func time() -> Int64? {
        let sign: Int64 = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        guard var seconds = number(0...167).map({ $0 * 3_600 }) else { return nil }
        for unit in [60, 1] as [Int64] {
            guard take(":") else { break }
            guard let part = number(0...59) else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
