// SPDX-License-Identifier: Apache-2.0

/// The form in which nearly all sources write time: `2025-06-02T09:00:00.000Z`, three words of eight
/// bytes, checked and read a word at a time.
enum CommonTimestamp {
    /// Bytes of the form.
    static let length = 24

    /// What stands in each word, with a 0 for each digit.
    private static var date: UInt64 { 0x2D30_302D_3030_3030 }  // 0000-00-
    private static var hours: UInt64 { 0x3030_3A30_3054_3030 }  // 00T00:00
    private static var seconds: UInt64 { 0x5A30_3030_2E30_303A }  // :00.000Z

    /// When a minute begins.
    ///
    /// - Parameters:
    ///   - first: the first eight bytes, with the year and the month.
    ///   - second: the next eight, with the day, the hour and the minute.
    /// - Returns: ms since 1970 UTC; nil when they have another form, or there is no such minute.
    @inline(__always)
    static func minute(_ first: UInt64, _ second: UInt64) -> Int64? {
        guard fits(first, date), fits(second, hours) else { return nil }
        let (days, minutes) = (pairs(first), pairs(second))
        return Timestamp.milliseconds(
            pair(days, 0) * 100 + pair(days, 2),
            pair(days, 5),
            pair(minutes, 0),
            pair(minutes, 3),
            pair(minutes, 6),
            0
        )
    }

    /// How long after the begin of its minute a time is.
    ///
    /// - Parameter third: the last eight bytes, with the second and its thousandths.
    /// - Returns: ms, those of second 60 too; nil when they have another form.
    @inline(__always)
    static func rest(_ third: UInt64) -> Int64? {
        guard fits(third, seconds) else { return nil }
        let rest = pairs(third)
        let second = pair(rest, 1)
        guard second <= 60 else { return nil }
        return second * 1_000 + pair(rest, 4) * 10 + Int64((third >> 48) & 0x0F)
    }

    /// Whether a word has the form.
    ///
    /// What differs from it is at most 9 where it has a digit, and 0 elsewhere. The sum sets the top
    /// bit of each byte that is too large.
    @inline(__always)
    private static func fits(_ word: UInt64, _ form: UInt64) -> Bool {
        let difference = word ^ form
        let isDigit = ((form ^ 0x3030_3030_3030_3030) &+ 0x7F7F_7F7F_7F7F_7F7F) & top ^ top
        // 0x76 for a digit, 0x7F for the rest.
        let slack = 0x7F7F_7F7F_7F7F_7F7F &- (isDigit >> 7) &* 9
        return ((difference &+ slack) | difference) & top == 0
    }

    private static var top: UInt64 { 0x8080_8080_8080_8080 }

    /// In each byte, ten times its digit and the next one.
    @inline(__always)
    private static func pairs(_ word: UInt64) -> UInt64 {
        let digits = word & 0x0F0F_0F0F_0F0F_0F0F
        return digits &* 10 &+ digits >> 8
    }

    @inline(__always)
    private static func pair(_ pairs: UInt64, _ index: UInt64) -> Int64 {
        Int64(truncatingIfNeeded: pairs >> (8 &* index) & 0xFF)
    }
}
