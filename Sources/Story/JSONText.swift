// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends text as it is.
    mutating func put(_ text: String) { append(contentsOf: text.utf8) }

    /// Appends a field whose value is text without anything to escape.
    ///
    /// `name` is written as it stands in front of the value: `,"country":"`.
    mutating func put(_ name: String, _ value: String) {
        append(contentsOf: name.utf8)
        append(contentsOf: value.utf8)
        append(0x22)
    }

    /// Appends a number in decimal digits.
    mutating func put(decimal number: UInt64, digits: Int = 1) {
        var (rest, divisor) = (number, 1 as UInt64)
        for _ in 1..<Swift.max(digits, 1) { divisor *= 10 }
        while rest / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: rest / divisor) + 0x30)
            rest %= divisor
            divisor /= 10
        }
    }

    /// Appends the lower bytes of a number as hexadecimal digits.
    mutating func put(hex number: UInt64, digits: Int) {
        for position in stride(from: 4 * (digits - 1), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: (number >> UInt64(position)) & 15)
            append(digit < 10 ? digit + 0x30 : digit + 0x57)
        }
    }
}
