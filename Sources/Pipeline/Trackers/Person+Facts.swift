// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

extension Person {
    /// The fact that the person was active on a day, with the day's values; nil: was not.
    func active(on day: Int32, _ combination: UInt32?) -> Fact? {
        guard let combination, isActive(on: day) else { return nil }
        var fact = Self.fact(.personActive, on: day, combination)
        fact.value = Int64(gap(before: day))
        return fact
    }

    /// Days since the active day before an active one; the first has none.
    private func gap(before day: Int32) -> Int32 {
        if day <= firstDay { return .max }
        guard let previous = activeDay(before: day) else { return Self.longestGap }
        return min(day - previous, Self.longestGap)
    }

    /// The fact that the person was first seen.
    var firstSeen: Fact { Self.fact(.personFirstSeen, on: firstDay, firstCombination) }

    /// The fact that the person came back on a day; nil: was not active, or not that soon.
    func returned(on day: Int32) -> Fact? {
        let offset = day - firstDay
        guard offset > 0, offset < Self.knownDays, isActive(on: day) else { return nil }
        var fact = Self.fact(.personReturned, on: firstDay, firstCombination)
        fact.value = Int64(offset)
        fact.count = Int64((activeDay(before: day) ?? firstDay) - firstDay)
        return fact
    }

    /// The fact that the person came back in a period; nil: did not.
    func returned(within period: Period) -> Fact? {
        guard hasReturned(within: period) else { return nil }
        var fact = Self.fact(.personReturnedWithin, on: firstDay, firstCombination)
        fact.value = period.length
        return fact
    }

    private static func fact(_ kind: FactKind, on day: Int32, _ combination: UInt32) -> Fact {
        Fact(kind, channel: .app, time: start(of: day), combination: combination)
    }
}
