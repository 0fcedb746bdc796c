// SPDX-License-Identifier: Apache-2.0

/// Finds what looks like a mail address, also with its `@` percent-encoded any number of times.
///
/// Generous on purpose: a host without a dot counts too. A name with a leading `@` does not.
enum MailAddress {
    /// The first address at or after an index, or nil.
    static func first(in text: ByteSlice, from start: Int) -> Range<Int>? {
        var index = start
        while true {
            index = text.first(in: index..<text.count) {
                $0.matches(UInt8(ascii: "@")) | $0.matches(UInt8(ascii: "%"))
            }
            guard index < text.count else { return nil }
            let length = signLength(text, index)
            let behind = index + length
            // Looking at one byte on either side keeps a row of signs from being gone through again
            // for each of them.
            if length > 0, index > start, isLocal(text[index - 1]), behind < text.count,
                isHost(text[behind])
            {
                return localStart(text, index, start)..<hostEnd(text, behind)
            }
            index += max(length, 1)
        }
    }

    private static func localStart(_ text: ByteSlice, _ sign: Int, _ start: Int) -> Int {
        var begin = sign - 1
        while begin > start, isLocal(text[begin - 1]) { begin -= 1 }
        return begin
    }

    private static func hostEnd(_ text: ByteSlice, _ begin: Int) -> Int {
        var end = begin + 1
        while end < text.count, isHost(text[end]) { end += 1 }
        return end
    }

    /// Bytes of the `@`, `%40`, `%2540`, … at the index; 0 for anything else.
    private static func signLength(_ text: ByteSlice, _ index: Int) -> Int {
        if text[index] == UInt8(ascii: "@") { return 1 }
        guard text[index] == UInt8(ascii: "%") else { return 0 }
        var digits = index + 1
        while digits + 1 < text.count, text[digits] == UInt8(ascii: "2"),
            text[digits + 1] == UInt8(ascii: "5")
        {
            digits += 2
        }
        guard digits + 1 < text.count, text[digits] == UInt8(ascii: "4"),
            text[digits + 1] == UInt8(ascii: "0")
        else { return 0 }
        return digits + 2 - index
    }

    /// Bytes of the part before the `@`, less those that separate the parts of a URL.
    private static func isLocal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "~"), UInt8(ascii: "!"),
            UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "^"):
            true
        default: isAlphanumeric(byte)
        }
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || isAlphanumeric(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80
    }
}
