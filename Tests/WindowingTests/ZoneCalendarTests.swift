// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Windowing

struct ZoneCalendarTests {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    /// Midnight UTC of a day, ms.
    private static func date(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        CivilMonth(year: year, month: month).start + (day - 1) * Self.day
    }

    @Test func `in UTC nominal time is the time`() {
        #expect(ZoneCalendar.utc.isUTC)
        for time in [-1, 0, 1_767_225_600_000] as [Int64] {
            #expect(ZoneCalendar.utc.nominal(time) == time && ZoneCalendar.utc.utc(time) == time)
        }
    }

    @Test func `days of 23 and 25 hours in Rome`() throws {
        let rome = try SystemZone.calendar("Europe/Rome")
        let spring = Self.date(2026, 3, 29)
        #expect(rome.utc(spring) == spring - Self.hour)
        #expect(rome.utc(spring + Self.day) == spring + 22 * Self.hour)
        #expect(rome.nominal(spring + Self.hour - 1) == spring + 2 * Self.hour - 1)
        #expect(rome.nominal(spring + Self.hour) == spring + 3 * Self.hour)
        let autumn = Self.date(2026, 10, 25)
        #expect(rome.utc(autumn) == autumn - 2 * Self.hour)
        #expect(rome.utc(autumn + Self.day) == autumn + 23 * Self.hour)
        // 02:30 comes twice.
        #expect(rome.nominal(autumn + Self.hour / 2) == autumn + Self.hour * 5 / 2)
        #expect(rome.nominal(autumn + Self.hour * 3 / 2) == autumn + Self.hour * 5 / 2)
        #expect(!rome.isUTC)
    }

    @Test func `a midnight that is not there is the first moment of its day`() throws {
        let brazil = try SystemZone.calendar("America/Sao_Paulo")
        let spring = Self.date(2018, 11, 4)
        #expect(brazil.utc(spring) == spring + 3 * Self.hour)
        #expect(brazil.nominal(spring + 3 * Self.hour) == spring + Self.hour)
        #expect(brazil.nominal(spring + 3 * Self.hour - 1) == spring - 1)
        #expect(brazil.utc(spring + Self.day) == spring + 26 * Self.hour)
        // Midnight is put back to 23:00 of the day before, which so has 25 hours.
        let autumn = Self.date(2018, 2, 18)
        #expect(brazil.utc(autumn) == autumn + 3 * Self.hour)
        #expect(brazil.utc(autumn - Self.day) == autumn - 22 * Self.hour)
    }

    @Test func `a day that begins twice has begun the first time`() throws {
        let newfoundland = try SystemZone.calendar("America/St_Johns")
        // At 00:01 the clock was put back to 23:01.
        let autumn = Self.date(2010, 11, 7)
        let begin = autumn + Self.hour * 5 / 2
        #expect(newfoundland.utc(autumn) == begin)
        #expect(newfoundland.nominal(begin - 1) < autumn)
        for minute in 0...180 as ClosedRange<Int64> {
            #expect(newfoundland.nominal(begin + minute * 60_000) >= autumn, "minute \(minute)")
        }
        #expect(newfoundland.utc(autumn + Self.day) == autumn + Self.day + Self.hour * 7 / 2)
    }

    @Test func `offsets of half an hour`() throws {
        let kolkata = try SystemZone.calendar("Asia/Kolkata")
        let day = Self.date(2026, 1, 1)
        #expect(kolkata.utc(day) == day - Self.hour * 11 / 2)
        let island = try SystemZone.calendar("Australia/Lord_Howe")
        // 2026-04-05 is half an hour longer, 2026-10-04 half an hour shorter.
        let (long, short) = (Self.date(2026, 4, 5), Self.date(2026, 10, 4))
        #expect(island.utc(long + Self.day) - island.utc(long) == Self.day + Self.hour / 2)
        #expect(island.utc(short + Self.day) - island.utc(short) == Self.day - Self.hour / 2)
        #expect(island.utc(short) == short - Self.hour * 21 / 2)
    }

    @Test(arguments: SystemZone.names)
    func `the day of a moment is the one that its begin and end hold`(name: String) throws {
        let calendar = try SystemZone.calendar(name)
        var random = SplitMix64(seed: 19)
        var cursor = ZoneCursor(calendar)
        var last = (moment: Int64.min, day: Int64.min)
        let moments = (0..<2_000).map { _ in
            random.number(0...4_102_444_800_000)
        }
        for moment in moments.sorted() {
            let nominal = calendar.nominal(moment)
            #expect(cursor.nominal(moment) == nominal)
            let day = nominal - nominal % Self.day
            #expect(day >= last.day, "\(name): \(moment) after \(last.moment)")
            #expect(calendar.utc(day) <= moment && moment < calendar.utc(day + Self.day))
            let part = cursor.moments(from: day, to: day + Self.day)
            #expect(part.contains(moment))
            for end in [part.lowerBound, part.upperBound - 1] {
                let shown = calendar.nominal(end)
                #expect(day <= shown && shown < day + Self.day)
            }
            last = (moment, day)
        }
        for moment in moments { #expect(cursor.nominal(moment) == calendar.nominal(moment)) }
    }
}
