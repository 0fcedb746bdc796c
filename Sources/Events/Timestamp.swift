// SPDX-License-Identifier: Apache-2.0

/// Reads points in time as formats write them.
enum Timestamp {
    /// The years 1 to 9999, in ms since 1970 UTC.
    static let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    private static let dateTimeLength = 19

    /// Reads a date and time of RFC 3339, with any number of fractional digits (those beyond ms
    /// are cut) and `Z` or an offset; `t`, `z` and a space for the `T` are allowed, as is second 60.
    ///
    /// - Returns: ms since 1970 UTC, or nil when the text is anything else.
    @inline(never)
    static func parse(_ text: ByteSlice, needsZone: Bool = true) -> Int64? {
        guard text.count >= dateTimeLength,
            text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":")
        else { return nil }
        let year = pair(text, 0) * 100 + pair(text, 2)
        let (month, day) = (pair(text, 5), pair(text, 8))
        let (hour, minute, second) = (pair(text, 11), pair(text, 14), pair(text, 17))
        var end = dateTimeLength
        guard let fraction = fraction(text, &end),
            let offset = end == text.count && !needsZone ? 0 : offset(text, end),
            let local = milliseconds(year, month, day, hour, minute, second)
        else { return nil }
        let time = local + fraction - offset * 60_000
        return range.contains(time) ? time : nil
    }

    /// Reads the same with or without a zone; without one it is UTC.
    static func parseUTC(_ text: ByteSlice) -> Int64? { parse(text, needsZone: false) }

    /// The ms since 1970 of a date and time in UTC; nil when there is no such time.
    @inline(__always)
    static func milliseconds(
        _ year: Int64,
        _ month: Int64,
        _ day: Int64,
        _ hour: Int64,
        _ minute: Int64,
        _ second: Int64
    ) -> Int64? {
        guard year > 0, 1...12 ~= month, day >= 1,
            day <= 28 || day <= days(in: month, of: year),
            0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
        else { return nil }
        let minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute
        return (minutes * 60 + second) * 1000
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar, by counting years from March so
    /// that the leap day comes last (Howard Hinnant, "chrono-compatible low-level date algorithms").
    @inline(__always)
    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years are positive, and unsigned division by a constant is shorter.
        let shifted = UInt64(truncatingIfNeeded: month <= 2 ? year &- 1 : year)
        let era = shifted / 400
        let yearOfEra = shifted &- era &* 400
        let monthFromMarch = UInt64(truncatingIfNeeded: month > 2 ? month &- 3 : month &+ 9)
        let dayOfYear = (153 &* monthFromMarch &+ 2) / 5 &+ UInt64(truncatingIfNeeded: day) &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return Int64(truncatingIfNeeded: era &* 146_097 &+ dayOfEra) &- 719_468
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Two digits, or a number that no field of a date allows.
    @inline(__always)
    static func pair(_ text: ByteSlice, _ index: Int) -> Int64 {
        let tens = text[index] &- UInt8(ascii: "0")
        let ones = text[index + 1] &- UInt8(ascii: "0")
        return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : -100_000
    }

    /// Milliseconds of the fraction, if there is one; moves `end` behind it.
    private static func fraction(_ text: ByteSlice, _ end: inout Int) -> Int64? {
        guard end < text.count, text[end] == UInt8(ascii: ".") else { return 0 }
        var milliseconds: Int64 = 0
        var place: Int64 = 100
        var index = end + 1
        while index < text.count, text[index] &- UInt8(ascii: "0") < 10 {
            milliseconds += Int64(text[index] &- UInt8(ascii: "0")) * place
            place /= 10
            index += 1
        }
        guard index > end + 1 else { return nil }
        end = index
        return milliseconds
    }

    /// Minutes east of UTC from the rest of the text.
    private static func offset(_ text: ByteSlice, _ index: Int) -> Int64? {
        guard index < text.count else { return nil }
        if text[index] | 0x20 == UInt8(ascii: "z") { return index + 1 == text.count ? 0 : nil }
        let isWest = text[index] == UInt8(ascii: "-")
        guard isWest || text[index] == UInt8(ascii: "+"), text.count == index + 6,
            text[index + 3] == UInt8(ascii: ":")
        else { return nil }
        let (hours, minutes) = (pair(text, index + 1), pair(text, index + 4))
        guard 0...23 ~= hours, 0...59 ~= minutes else { return nil }
        return isWest ? -(hours * 60 + minutes) : hours * 60 + minutes
    }
}
