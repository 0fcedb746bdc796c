// SPDX-License-Identifier: Apache-2.0

/// The rule by which a zone's clock goes on: the `TZ` text of POSIX (IEEE 1003.1, 8.3), with the
/// hours from −167 to 167 of RFC 9636.
struct ZoneRule {
    /// A day of each year and a time of that day.
    private struct Moment {
        enum Day {
            /// Weekday (0: Sunday) of a week of a month; week 5: the last.
            case weekday(month: Int64, week: Int64, day: Int64)
            /// Day of the year from 1; the 29th of February is never counted.
            case julian(Int64)
            /// Day of the year from 0.
            case ordinal(Int64)
        }

        var day: Day
        /// Seconds since midnight, by the clock before the change.
        var seconds: Int64

        /// Seconds since 1970 by the clock before the change.
        func seconds(in year: Int64) -> Int64 {
            let newYear = CivilMonth(year: year, month: 1).firstDay
            let days =
                switch day {
                case .ordinal(let number): newYear + number
                case .julian(let number):
                    newYear + number - 1
                        + (number > 59 && Self.isLeap(newYear, year) ? 1 : 0)
                case .weekday(let month, let week, let day):
                    Self.day(year, month, week, day)
                }
            return days * 86_400 + seconds
        }

        private static func isLeap(_ newYear: Int64, _ year: Int64) -> Bool {
            CivilMonth(year: year + 1, month: 1).firstDay - newYear == 366
        }

        private static func day(
            _ year: Int64,
            _ month: Int64,
            _ week: Int64,
            _ day: Int64
        ) -> Int64 {
            let first = CivilMonth(year: year, month: month).firstDay
            let next = CivilMonth(year: year, month: month + 1).firstDay
            // The first day of 1970 was a Thursday.
            let weekday = ((first + 4) % 7 + 7) % 7
            let found = first + (day - weekday + 7) % 7 + (week - 1) * 7
            return found < next ? found : found - 7
        }
    }

    /// Offset outside daylight saving time, s.
    private var standard: Int64
    private var saving: (offset: Int64, begin: Moment, end: Moment)?

    /// The rule of a text; nil if it is none.
    init?(_ text: [UInt8]) {
        var reader = ZoneTextReader(text)
        guard reader.skipName(), let west = reader.time() else { return nil }
        standard = -west
        if reader.isAtEnd { return }
        guard reader.skipName() else { return nil }
        var offset: Int64? = standard + 3_600
        if !reader.take(",") {
            offset = reader.time().map { -$0 }
            guard reader.take(",") else { return nil }
        }
        guard let offset, let begin = Self.moment(&reader), reader.take(","),
            let end = Self.moment(&reader), reader.isAtEnd
        else { return nil }
        saving = (offset, begin, end)
    }

    /// The changes of some years, in the order of time.
    func changes(in years: ClosedRange<Int64>) -> [ZoneCalendar.Change] {
        guard let saving else { return [] }
        let all = years.flatMap { year in
            [
                ZoneCalendar.Change(
                    at: (saving.begin.seconds(in: year) - standard) * 1_000,
                    offset: saving.offset * 1_000
                ),
                ZoneCalendar.Change(
                    at: (saving.end.seconds(in: year) - saving.offset) * 1_000,
                    offset: standard * 1_000
                ),
            ]
        }
        return all.sorted { $0.at < $1.at }
    }

    private static func moment(_ reader: inout ZoneTextReader) -> Moment? {
        var day: Moment.Day?
        if reader.take("M") {
            guard let month = reader.number(1...12), reader.take("."),
                let week = reader.number(1...5), reader.take("."),
                let weekday = reader.number(0...6)
            else { return nil }
            day = .weekday(month: month, week: week, day: weekday)
        } else if reader.take("J") {
            day = reader.number(1...365).map { .julian($0) }
        } else {
            day = reader.number(0...365).map { .ordinal($0) }
        }
        guard let day else { return nil }
        guard reader.take("/") else { return Moment(day: day, seconds: 7_200) }
        return reader.time().map { Moment(day: day, seconds: $0) }
    }
}
