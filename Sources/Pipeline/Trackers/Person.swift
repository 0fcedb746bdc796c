// SPDX-License-Identifier: Apache-2.0

/// The active days of one person, in 24 bytes: what activity and retention facts are derived from.
///
/// Dimension values of days other than the first are beside it, in `PersonDays`.
struct Person: BitwiseCopyable {
    static var dayLength: Int64 { 86_400_000 }
    /// Days that are known, up to the last active one.
    static var knownDays: Int32 { 64 }
    /// A gap of so many days or more is told as one of so many: the days before it may be forgotten.
    static var longestGap: Int32 { 56 }

    /// Bit i: active on `lastDay` − i.
    private var days: UInt64 = 1
    /// Dimension values of the earliest event of the first day.
    private(set) var firstCombination: UInt32
    /// Time of that event, ms since the day began.
    private var firstRest: UInt32
    /// First and last active day, days since 1970.
    private var first: UInt16
    private var last: UInt16
    /// Which of `Period` came true, as bits.
    private var periods: UInt8 = 0

    /// How many times 24 hours after the first event it is asked whether the person came back.
    enum Period: UInt8, CaseIterable {
        case day, week, month

        var length: Int64 {
            switch self {
            case .day: 1
            case .week: 7
            case .month: 30
            }
        }

        fileprivate var bit: UInt8 { 1 << rawValue }
    }

    /// A person seen once; the day must be one that `isKnowable`.
    init(day: Int32, rest: Int32, combination: UInt32) {
        firstCombination = combination
        firstRest = UInt32(rest)
        first = UInt16(day)
        last = first
    }

    /// Whether a day can be kept: one from 1970 to 2149.
    static func isKnowable(_ day: Int32) -> Bool { day >= 0 && day <= UInt16.max }

    /// The day of a time and the rest of it, ms.
    static func split(_ time: Int64) -> (day: Int32, rest: Int32) {
        var rest = time % dayLength
        if rest < 0 { rest += dayLength }
        return (Int32(truncatingIfNeeded: (time - rest) / dayLength), Int32(rest))
    }

    /// When a day begins, ms.
    static func start(of day: Int32) -> Int64 { Int64(day) * dayLength }

    /// First active day.
    var firstDay: Int32 { Int32(first) }
    /// Last active day.
    var lastDay: Int32 { Int32(last) }

    /// When the person is forgotten, ms.
    var forgetting: Int64 { Self.start(of: lastDay + Self.knownDays) }

    /// Takes an event in; one too long before the last active day changes nothing.
    mutating func absorb(day: Int32, rest: Int32, combination: UInt32) {
        if day > lastDay {
            let shift = day - lastDay
            days = shift < Self.knownDays ? days << UInt64(shift) : 0
            last = UInt16(day)
        }
        let age = lastDay - day
        guard age < Self.knownDays else { return }
        days |= 1 << UInt64(age)
        if isBeforeFirst(day, rest) {
            let former = (day: firstDay, rest: Int32(firstRest))
            first = UInt16(day)
            firstRest = UInt32(rest)
            firstCombination = combination
            periods |= period(former.day, former.rest)
        } else {
            periods |= period(day, rest)
        }
    }

    /// Whether an event would change nothing but the values of its day.
    func covers(day: Int32, rest: Int32) -> Bool {
        isActive(on: day) && !isBeforeFirst(day, rest) && period(day, rest) & ~periods == 0
    }

    private func isBeforeFirst(_ day: Int32, _ rest: Int32) -> Bool {
        day < firstDay || day == firstDay && UInt32(rest) < firstRest
    }

    /// The period that an event at or after the first comes in, as a bit.
    private func period(_ day: Int32, _ rest: Int32) -> UInt8 {
        let whole = Int64(day - firstDay) - (UInt32(rest) < firstRest ? 1 : 0)
        return switch whole {
        case Period.day.length: Period.day.bit
        case Period.week.length: Period.week.bit
        case Period.month.length: Period.month.bit
        default: 0
        }
    }

    /// Takes another entry of the same person in.
    ///
    /// Of the one that began later nothing but its first event is asked in which period it comes:
    /// the times of the others are not known.
    mutating func merge(_ other: Person) {
        let isOthersFirst = isBeforeFirst(other.firstDay, Int32(other.firstRest))
        var (union, later) = isOthersFirst ? (other, self) : (self, other)
        union.periods |= union.period(later.firstDay, Int32(later.firstRest))
        union.last = max(last, other.last)
        union.days = days(upTo: union.lastDay) | other.days(upTo: union.lastDay)
        self = union
    }

    private func days(upTo day: Int32) -> UInt64 {
        let shift = day - lastDay
        return shift < Self.knownDays ? days << UInt64(shift) : 0
    }

    /// Whether the person was active on a day.
    func isActive(on day: Int32) -> Bool {
        let age = lastDay - day
        return age >= 0 && age < Self.knownDays && days & (1 << UInt64(age)) != 0
    }

    /// Whether the person came back in a period.
    func hasReturned(within period: Period) -> Bool { periods & period.bit != 0 }

    /// The active day before an active one; nil: none is known.
    func activeDay(before day: Int32) -> Int32? {
        let age = lastDay - day
        let older = age + 1 < Self.knownDays ? days >> UInt64(age + 1) : 0
        return older == 0 ? nil : day - 1 - Int32(older.trailingZeroBitCount)
    }

    /// The active day after another day; nil: there is none.
    func activeDay(after day: Int32) -> Int32? {
        let age = min(lastDay - day, Self.knownDays)
        guard age > 0 else { return nil }
        let younger = age < Self.knownDays ? days & ((1 << UInt64(age)) - 1) : days
        return younger == 0 ? nil : lastDay - 63 + Int32(younger.leadingZeroBitCount)
    }
}

extension Person: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        firstCombination = try body(firstCombination)
    }
}
