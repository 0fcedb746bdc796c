// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends text as UTF-8.
    mutating func append(text: String) { append(contentsOf: text.utf8) }

    /// Appends text with backslash, line feed and, if asked, quote as the formats write them.
    mutating func append(escaped text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): append(text: "\\n")
            case UInt8(ascii: "\\"): append(text: "\\\\")
            case UInt8(ascii: "\"") where quotes: append(text: "\\\"")
            default: append(byte)
            }
        }
    }

    /// Appends a number in the shortest form that reads back as the same.
    mutating func append(number: Double) {
        // Beyond, a number is not the only one that its integer form reads back as.
        let exactLimit = 9_007_199_254_740_992.0
        if number.magnitude < exactLimit, number == number.rounded(.towardZero) {
            append(text: String(Int64(number)))
        } else if number.isFinite {
            append(text: number.description)
        } else {
            append(text: number.isNaN ? "NaN" : number > 0 ? "+Inf" : "-Inf")
        }
    }
}
