// SPDX-License-Identifier: Apache-2.0

/// A month of the Gregorian calendar, also before there was one.
///
/// After Howard Hinnant, "chrono-compatible low-level date algorithms", 2013: years begin in March,
/// so that the leap day is their last.
public struct CivilMonth: Sendable, Equatable {
    static let day: Int64 = 86_400_000

    /// Months since January 1970.
    public var number: Int64

    /// A month.
    ///
    /// - Parameter number: Months since January 1970.
    public init(number: Int64) { self.number = number }

    /// A month of a year.
    ///
    /// - Parameters:
    ///   - year: Of our era.
    ///   - month: From 1 on; 13 is January of the next year.
    public init(year: Int64, month: Int64) { number = (year - 1970) * 12 + month - 1 }

    /// The month that holds a time.
    ///
    /// - Parameter time: ms since 1970.
    public init(containing time: Int64) {
        let days = Self.floor(time, Self.day) + 719_468
        let era = Self.floor(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        number = (era * 400 + yearOfEra - 1970) * 12 + march + 2
    }

    /// When it begins, ms since 1970.
    public var start: Int64 { firstDay * Self.day }

    /// Its first day, days since 1970.
    public var firstDay: Int64 {
        let march = number - 2
        let year = Self.floor(march, 12) + 1970
        let era = Self.floor(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (march - Self.floor(march, 12) * 12) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }
}
