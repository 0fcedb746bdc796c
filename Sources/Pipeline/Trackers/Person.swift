// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The active days of one person: what activity and retention facts are derived from.
struct Person: BitwiseCopyable {
    /// Days of which the dimension values are kept, beside the first: the activity of older ones
    /// takes no corrections any more.
    static var recentDays: Int32 { 4 }
    static var dayLength: Int64 { 86_400_000 }

    private struct Day: BitwiseCopyable {
        /// A day of which nothing is kept but that it was active.
        static var unknown: Day { Day(time: .max, combination: 0) }

        /// Time of the day's earliest event, ms since the day began.
        var time: Int32
        var combination: UInt32
    }

    /// First and last active day, days since 1970.
    private(set) var firstDay: Int32
    private(set) var lastDay: Int32
    /// Bit i: active on `lastDay` − i.
    private var days: UInt64 = 1
    private var recent: InlineArray<4, Day> = .init(repeating: .unknown)
    private var first: Day

    /// A person seen once.
    init(time: Int64, combination: UInt32) {
        let (day, rest) = Self.split(time)
        firstDay = day
        lastDay = day
        first = Day(time: rest, combination: combination)
        recent[Int(day & 3)] = first
    }

    /// The day of a time.
    static func day(of time: Int64) -> Int32 { split(time).day }

    /// When the person is forgotten, ms.
    var forgetting: Int64 { (Int64(lastDay) + 64) * Self.dayLength }

    /// Takes an event in.
    ///
    /// An event more than 63 days older than the last changes nothing.
    mutating func absorb(time: Int64, combination: UInt32) {
        let (day, rest) = Self.split(time)
        absorb(day, Day(time: rest, combination: combination))
    }

    private mutating func absorb(_ day: Int32, _ record: Day) {
        if day > lastDay {
            let shift = day - lastDay
            days = shift > 63 ? 0 : days << UInt64(shift)
            lastDay = day
        }
        let age = lastDay - day
        guard age < 64 else { return }
        let isNew = !isActive(on: day)
        days |= 1 << UInt64(age)
        if day < firstDay || day == firstDay && record.time < first.time {
            firstDay = day
            first = record
        }
        guard age < Self.recentDays else { return }
        if isNew || record.time < recent[Int(day & 3)].time { recent[Int(day & 3)] = record }
    }

    /// Whether an event of that time would change nothing: the day is known, from an earlier event.
    func covers(_ time: Int64) -> Bool {
        let (day, rest) = Self.split(time)
        guard isActive(on: day), isKept(day), rest >= recent[Int(day & 3)].time else {
            return false
        }
        return day > firstDay || rest >= first.time
    }

    /// Whether the person was active on a day.
    func isActive(on day: Int32) -> Bool {
        let age = lastDay - day
        return age >= 0 && age < 64 && days & (1 << UInt64(age)) != 0
    }

    /// Takes another entry of the same person in.
    mutating func merge(_ other: Person) {
        if (other.firstDay, other.first.time) < (firstDay, first.time) {
            firstDay = other.firstDay
            first = other.first
        }
        let oldest = other.lastDay - 63
        for day in max(oldest, other.firstDay)...other.lastDay where other.isActive(on: day) {
            if day > other.lastDay - Self.recentDays {
                absorb(day, other.recent[Int(day & 3)])
            } else {
                absorb(day, .unknown)
            }
        }
    }

    /// Whether the values of a day are kept, so that its activity can be corrected.
    func isKept(_ day: Int32) -> Bool { lastDay - day < Self.recentDays }

    /// The activity fact of a day; nil if not active or too old for corrections.
    func active(on day: Int32) -> Fact? {
        guard isActive(on: day), isKept(day) else { return nil }
        return Self.fact(.personActive, on: day, recent[Int(day & 3)].combination)
    }

    /// The fact that the person was first seen.
    var firstSeen: Fact { Self.fact(.personFirstSeen, on: firstDay, first.combination) }

    /// The fact that the person came back the day after the first.
    var returned: Fact? {
        guard isActive(on: firstDay + 1) else { return nil }
        var fact = Self.fact(.personReturned, on: firstDay, first.combination)
        fact.value = 1
        return fact
    }

    /// Time of the earliest event of the first day, ms.
    var firstTime: Int64 { Int64(firstDay) * Self.dayLength + Int64(first.time) }

    /// A fact of a day.
    static func fact(_ kind: FactKind, on day: Int32, _ combination: UInt32) -> Fact {
        Fact(kind, channel: .app, time: Int64(day) * dayLength, combination: combination)
    }

    private static func split(_ time: Int64) -> (day: Int32, rest: Int32) {
        var rest = time % dayLength
        if rest < 0 { rest += dayLength }
        return (Int32(truncatingIfNeeded: (time - rest) / dayLength), Int32(rest))
    }
}
