// SPDX-License-Identifier: Apache-2.0

/// Writes times as RFC 3339 text; remembers the day it wrote last.
struct StoryCalendar {
    static let minute: Int64 = 60_000
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 86_400_000

    private var day: Int64 = .min
    private var date = ""

    /// Appends a time, ms since 1970 UTC, like `2026-01-31T23:59:59.999Z`.
    mutating func put(_ time: Int64, into bytes: inout [UInt8]) {
        let number = time / Self.day
        if number != day {
            day = number
            date = Self.date(ofDay: number)
        }
        let rest = UInt64(time - number * Self.day)
        bytes.put(date)
        bytes.put(decimal: rest / 3_600_000, digits: 2)
        bytes.append(0x3A)
        bytes.put(decimal: rest / 60_000 % 60, digits: 2)
        bytes.append(0x3A)
        bytes.put(decimal: rest / 1_000 % 60, digits: 2)
        bytes.append(0x2E)
        bytes.put(decimal: rest % 1_000, digits: 3)
        bytes.append(0x5A)
    }

    /// How busy an hour of the day (UTC) is on the web, in the app and on social networks: 24 in sum.
    static let bustle: [Double] = [
        0.42, 0.30, 0.22, 0.20, 0.24, 0.40, 0.68, 0.92, 1.08, 1.18, 1.24, 1.26, 1.30, 1.24, 1.20,
        1.20, 1.24, 1.34, 1.52, 1.68, 1.70, 1.52, 1.18, 0.74,
    ]

    /// How busy an hour of the day (UTC) is with sending mails: campaigns go out in the morning, at
    /// noon and in the evening; 24 in sum.
    static let campaigns: [Double] = [
        0.10, 0.10, 0.10, 0.10, 0.10, 0.60, 2.60, 4.20, 2.40, 0.80, 0.50, 1.40, 1.90, 0.70, 0.40,
        0.40, 1.30, 2.90, 1.60, 0.70, 0.40, 0.30, 0.20, 0.20,
    ]

    /// The hour of the day of a time.
    static func hour(of time: Int64) -> Int { Int(time % day / hour) }

    /// The date of a day since 1970, with the `T` behind it.
    ///
    /// Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    private static func date(ofDay day: Int64) -> String {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let monthOfYear = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (monthOfYear <= 2 ? 1 : 0)
        var bytes: [UInt8] = []
        bytes.put(decimal: UInt64(year), digits: 4)
        bytes.append(0x2D)
        bytes.put(decimal: UInt64(monthOfYear), digits: 2)
        bytes.append(0x2D)
        bytes.put(decimal: UInt64(dayOfMonth), digits: 2)
        bytes.append(0x54)
        return String(decoding: bytes, as: UTF8.self)
    }
}
