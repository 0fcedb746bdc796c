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
            let local = Timestamp.milliseconds(
                Timestamp.pair(text, 7) * 100 + Timestamp.pair(text, 9),
                Int64(month) + 1,
                Timestamp.pair(text, 0),
                Timestamp.pair(text, 12),
                Timestamp.pair(text, 15),
                Timestamp.pair(text, 18)
            )
        else { return nil }
        let (east, more) = (Timestamp.pair(text, 22), Timestamp.pair(text, 24))
        guard 0..<24 ~= east, 0..<60 ~= more else { return nil }
        let offset = (east * 60 + more) * 60_000
        return text[21] == UInt8(ascii: "-") ? local + offset : local - offset
    }

    private static var slash: UInt8 { UInt8(ascii: "/") }
    private static var colon: UInt8 { UInt8(ascii: ":") }
}
