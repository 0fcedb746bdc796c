// SPDX-License-Identifier: Apache-2.0

/// Appends JSON (RFC 8259) to a byte buffer: the same value always gives the same bytes.
extension [UInt8] {
    /// Appends text as it is.
    mutating func append(text: String) { append(contentsOf: text.utf8) }

    /// Appends a whole number.
    mutating func append(number: Int64) { append(text: String(number)) }

    /// Appends the shortest decimal that reads back as the same number.
    ///
    /// Whole numbers have no fraction; what JSON cannot say (infinite, not a number) is `null`.
    mutating func append(number: Double) {
        guard number.isFinite else { return append(text: "null") }
        if let whole = Int64(exactly: number) { return append(number: whole) }
        append(text: number.description)
        if suffix(2).elementsEqual(".0".utf8) { removeLast(2) }
    }

    /// Appends a number, or `null`.
    mutating func append(number: Double?) {
        guard let number else { return append(text: "null") }
        append(number: number)
    }

    /// Appends `true` or `false`.
    mutating func append(bool: Bool) { append(text: bool ? "true" : "false") }

    /// Appends a string in quotes; characters outside ASCII stay as they are.
    mutating func append(quoted text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0..<0x20, 0x7F:
                append(text: "\\u00")
                append(hexadecimal: byte)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends two upper-case hexadecimal digits.
    mutating func append(hexadecimal byte: UInt8) {
        for digit in [byte >> 4, byte & 15] {
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }

    /// Appends bytes in Base64 with padding (RFC 4648, section 4).
    mutating func append(base64 bytes: [UInt8]) {
        let alphabet = Self.base64Alphabet
        var index = 0
        while index < bytes.count {
            let left = Swift.min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < left ? UInt32(bytes[index + offset]) : 0)
            }
            for place in 0..<4 {
                let digit = Int(group >> UInt32(18 - 6 * place) & 63)
                append(place <= left ? alphabet[digit] : UInt8(ascii: "="))
            }
            index += 3
        }
    }

    private static let base64Alphabet = [UInt8](
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
}
