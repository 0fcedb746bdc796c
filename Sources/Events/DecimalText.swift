// SPDX-License-Identifier: Apache-2.0

/// Reads numbers that a format writes as text: `-12.50`, without exponent and grouping.
enum DecimalText {
    /// So many digits are exact in a double.
    private static let digitLimit = 15
    private static let powers: InlineArray<16, Double> = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// The number, or nil where the text is anything else or has more than 18 digits before its point.
    ///
    /// Decimal places beyond the fifteenth, and beyond 18 digits in all, are left out.
    static func parse(_ text: ByteSlice) -> Double? {
        guard !text.isEmpty else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        var digits: Int64 = 0
        var (count, places) = (0, 0)
        var isFraction = false
        for index in (isNegative ? 1 : 0)..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                // What is beyond a double's digits changes nothing.
                if isFraction, places == digitLimit || count == 18 { continue }
                guard count < 18 else { return nil }
                digits = digits * 10 + Int64(digit)
                count += 1
                if isFraction { places += 1 }
            } else if text[index] == UInt8(ascii: "."), !isFraction, count > 0 {
                isFraction = true
            } else {
                return nil
            }
        }
        guard count > 0, text[text.count - 1] != UInt8(ascii: ".") else { return nil }
        let magnitude = Double(digits) / powers[places]
        return isNegative ? -magnitude : magnitude
    }

    /// The whole number, or nil where the text is anything else or longer than 18 digits.
    static func parseInteger(_ text: ByteSlice) -> Int64? {
        guard !text.isEmpty, text.count <= 18 else { return nil }
        var digits: Int64 = 0
        for index in 0..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            digits = digits * 10 + Int64(digit)
        }
        return digits
    }
}
