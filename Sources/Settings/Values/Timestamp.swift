// SPDX-License-Identifier: Apache-2.0

/// A moment, read from RFC 3339 or from integer milliseconds since 1970.
struct Timestamp: Sendable, Hashable {
    /// Milliseconds since 1970, UTC.
    let milliseconds: Int64

    /// The moment the text names; nil when it names none, or one before 1970.
    ///
    /// Digits after the third of a second's fraction are cut; a leap second is the second after it.
    init?(setting text: String) {
        if let number = Int64(text) {
            guard number >= 0 else { return nil }
            milliseconds = number
            return
        }
        var rest = text.utf8[...]
        guard let year = rest.takeNumber(4), rest.take("-"),
            let month = rest.takeNumber(2), rest.take("-"),
            let day = rest.takeNumber(2), rest.take("T") || rest.take("t") || rest.take(" "),
            let hour = rest.takeNumber(2), rest.take(":"),
            let minute = rest.takeNumber(2), rest.take(":"),
            let second = rest.takeNumber(2),
            let fraction = rest.takeFraction(),
            let offset = rest.takeOffset(), rest.isEmpty
        else { return nil }
        guard 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day,
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = Self.daysSince1970(year: year, month: month, day: day)
        let minutes = (days * 24 + hour) * 60 + minute - offset
        let total = (minutes * 60 + second) * 1000 + fraction
        guard total >= 0 else { return nil }
        milliseconds = Int64(total)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days of the Gregorian calendar since 1970.
    ///
    /// Years begin with March, so that the leap day is a year's last (Howard Hinnant,
    /// "chrono-compatible low-level date algorithms", 2013).
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Substring.UTF8View {
    fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard first == UInt8(ascii: character) else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeNumber(_ digits: Int) -> Int? {
        let taken = prefix(digits)
        guard taken.count == digits,
            taken.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { return nil }
        removeFirst(digits)
        return Int(Substring(taken))
    }

    /// Milliseconds of `.5`, `.123456` or nothing.
    fileprivate mutating func takeFraction() -> Int? {
        guard take(".") else { return 0 }
        var (milliseconds, factor, count) = (0, 100, 0)
        while let digit = takeNumber(1) {
            milliseconds += digit * factor
            factor /= 10
            count += 1
        }
        return count > 0 ? milliseconds : nil
    }

    /// Minutes east of UTC of `Z`, `+02:00`, `-05:30`.
    fileprivate mutating func takeOffset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign: Int
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = takeNumber(2), take(":"), let minutes = takeNumber(2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
