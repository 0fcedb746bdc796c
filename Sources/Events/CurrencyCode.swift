// SPDX-License-Identifier: Apache-2.0

/// Currency codes (ISO 4217) as `Event.currency` holds them.
enum CurrencyCode {
    /// Three letters of either case, the first in the lowest byte; nil for anything else.
    static func pack(_ text: ByteSlice) -> UInt32? {
        text.count == 3 ? pack([text[0], text[1], text[2]]) : nil
    }

    /// The same of a text of settings.
    static func pack(_ text: String) -> UInt32? {
        let bytes = Array(text.utf8)
        return bytes.count == 3 ? pack([bytes[0], bytes[1], bytes[2]]) : nil
    }

    private static func pack(_ text: InlineArray<3, UInt8>) -> UInt32? {
        var code: UInt32 = 0
        for index in 0..<3 {
            let letter = text[index] & 0xDF
            guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter else { return nil }
            code |= UInt32(letter) << UInt32(8 * index)
        }
        return code
    }
}
