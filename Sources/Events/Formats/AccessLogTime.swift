// SPDX-License-Identifier: Apache-2.0

/// Reads times as web servers log them: `17/May/2015:10:05:03 +0200`.
enum AccessLogTime {
    private static let length = 26
    private static let months = NameTable([
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ])

    /// The ms since 1970 UTC, or nil where the text is anything else.
    static func parse(_ text: ByteSlice) -> Int64? {
        guard text.count == length, text[2] == slash, text[6] == slash, text[11] == colon,
            text[14] == colon, text[17] == colon, text[20] == UInt8(ascii: " "),
            text[21] == UInt8(ascii: "+") || text[21] == UInt8(ascii: "-"),
            let month = months.index(of: text.part(3..<6)),
            let day = number(text, 0..<2), let year = number(text, 7..<11),
            let hour = number(text, 12..<14), let minute = number(text, 15..<17),
            let second = number(text, 18..<20), let east = number(text, 22..<24),
            let more = number(text, 24..<26), east < 24, more < 60,
            let local = Timestamp.milliseconds(year, Int64(month) + 1, day, hour, minute, second)
        else { return nil }
        let offset = (east * 60 + more) * 60_000
        return text[21] == UInt8(ascii: "-") ? local + offset : local - offset
    }

    private static var slash: UInt8 { UInt8(ascii: "/") }
    private static var colon: UInt8 { UInt8(ascii: ":") }

    private static func number(_ text: ByteSlice, _ range: Range<Int>) -> Int64? {
        DecimalText.parseInteger(text.part(range))
    }
}
