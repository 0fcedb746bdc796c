// SPDX-License-Identifier: Apache-2.0

/// Currency codes (ISO 4217) as `Event.currency` holds them.
enum CurrencyCode {
    /// Three letters of either case, the first in the lowest byte; nil for anything else.
    static func pack(_ text: ByteSlice) -> UInt32? {
        guard text.count == 3 else { return nil }
        var code: UInt32 = 0
        for index in 0..<3 {
            let letter = text[index] & 0xDF
            guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter else { return nil }
            code |= UInt32(letter) << UInt32(8 * index)
        }
        return code
    }
}
