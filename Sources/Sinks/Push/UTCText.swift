// SPDX-License-Identifier: Apache-2.0

/// Times as RFC 3339 writes them, in UTC.
enum UTCText {
    /// The text of a time.
    ///
    /// - Parameter milliseconds: since 1970; from the years 0 to 9999.
    /// - Returns: such as `2026-01-02T03:04:05.006Z`.
    static func of(_ milliseconds: Int64) -> String {
        let (days, rest) = divided(milliseconds, by: 86_400_000)
        // Eras of 400 years that begin on a first of March, so that a leap day is a year's last.
        let (era, dayOfEra) = divided(days + 719_468, by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        return "\(date)T\(time.joined(separator: ":")).\(padded(rest % 1_000, 3))Z"
    }

    private static func divided(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
        let remainder = number % divisor
        let isBelow = remainder < 0
        return (number / divisor - (isBelow ? 1 : 0), isBelow ? remainder + divisor : remainder)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
