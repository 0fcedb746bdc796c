// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Knows on which days each person used the app (rules: Semantics, section 6).
///
/// Owned and used by one aggregator.
struct PersonTracker: ~Copyable {
    /// Persons remembered, among them forgotten ones not dropped yet.
    var count: Int { persons.count }
    /// Events that found no room.
    var refusedCount: Int { persons.refusedCount }

    /// The kinds of facts that anybody counts.
    let wanted: FactKindSet
    var persons: ShardedTable<Person>
    var days: PersonDays

    /// A tracker that says what a plan counts.
    init(_ parameters: TrackerParameters, plan: Plan) {
        wanted = FactKindSet(wantedBy: plan).intersection(.persons)
        persons = ShardedTable(limit: parameters.actorLimit)
        days = PersonDays(plan, limit: parameters.actorLimit)
    }

    /// Whether anybody counts what persons say.
    var isWanted: Bool { !wanted.isEmpty }

    /// Whether an event is a use of the app.
    @inline(__always)
    static func isForeground(_ event: borrowing Event) -> Bool {
        guard event.channel == .app else { return false }
        return switch event.type {
        case .appOpen, .screenView, .sessionStart, .interaction, .conversion, .order, .engagement:
            true
        default: false
        }
    }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(person key: UInt64) { persons.prefetch(key) }

    /// Takes a use of the app by a person.
    ///
    /// - Returns: whether it was remembered; false: a table is full.
    mutating func handle(
        person key: UInt64,
        time: Int64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let (day, rest) = Person.split(time)
        guard Person.isKnowable(day) else { return true }
        let fresh = Person(day: day, rest: rest, combination: combination)
        guard
            let found = persons.findOrInsert(
                key,
                initial: fresh,
                isExpired: { watermark >= $0.forgetting }
            )
        else { return false }
        let entry = found.entry
        if found.isNew || watermark >= entry.value.forgetting {
            entry.value = fresh
            let isKept = begin(fresh, key, day, rest, combination, watermark, &panes)
            if wanted.contains(.personFirstSeen) { _ = panes.add(fresh.firstSeen) }
            return isKept
        }
        let before = entry.value
        guard before.lastDay - day < Person.knownDays else { return true }
        if before.covers(day: day, rest: rest), days.covers(key, day, rest) { return true }
        entry.value.absorb(day: day, rest: rest, combination: combination)
        let after = entry.value
        var isKept = true
        if before.isActive(on: day) {
            let known = days.combination(of: key, on: day)
            days.improve(key, day, rest, combination)
            let better = days.combination(of: key, on: day)
            if wanted.contains(.personActive) {
                FactChange.apply(
                    before.active(on: day, known),
                    after.active(on: day, better),
                    to: &panes
                )
            }
        } else {
            isKept = begin(after, key, day, rest, combination, watermark, &panes)
            changeGap(from: before, to: after, key, behind: day, &panes)
        }
        changeReturns(from: before, to: after, day, &panes)
        return isKept
    }

    /// Drops forgotten persons and days of a part of the tables.
    mutating func sweep(at watermark: Int64) {
        persons.sweepNext { watermark >= $0.forgetting }
        days.sweep(at: watermark)
    }

    /// Says that a day is active that was not.
    private mutating func begin(
        _ person: Person,
        _ key: UInt64,
        _ day: Int32,
        _ rest: Int32,
        _ combination: UInt32,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) -> Bool {
        let isKept = days.begin(key, day, rest, combination, watermark: watermark)
        if wanted.contains(.personActive), let active = person.active(on: day, combination) {
            _ = panes.add(active)
        }
        return isKept
    }

    /// A new day shortens the gap before the active day behind it.
    private func changeGap(
        from before: Person,
        to after: Person,
        _ key: UInt64,
        behind day: Int32,
        _ panes: inout PaneStore
    ) {
        guard wanted.contains(.personActive), let next = after.activeDay(after: day) else { return }
        let combination = days.combination(of: key, on: next)
        FactChange.apply(
            before.active(on: next, combination),
            after.active(on: next, combination),
            to: &panes
        )
    }

    /// Applies what an event of a day changes of the facts of the first day.
    private func changeReturns(
        from before: Person,
        to after: Person,
        _ day: Int32,
        _ panes: inout PaneStore
    ) {
        if before.firstSeen != after.firstSeen {
            if wanted.contains(.personFirstSeen) {
                FactChange.apply(before.firstSeen, after.firstSeen, to: &panes)
            }
            if wanted.contains(.personReturned) {
                var next = after.activeDay(after: after.firstDay)
                while let day = next {
                    FactChange.apply(before.returned(on: day), after.returned(on: day), to: &panes)
                    next = after.activeDay(after: day)
                }
            }
        } else if wanted.contains(.personReturned), !before.isActive(on: day) {
            FactChange.apply(nil, after.returned(on: day), to: &panes)
            if let next = after.activeDay(after: day) {
                FactChange.apply(before.returned(on: next), after.returned(on: next), to: &panes)
            }
        }
        guard wanted.contains(.personReturnedWithin) else { return }
        changePeriod(.day, from: before, to: after, &panes)
        changePeriod(.week, from: before, to: after, &panes)
        changePeriod(.month, from: before, to: after, &panes)
    }

    private func changePeriod(
        _ period: Person.Period,
        from before: Person,
        to after: Person,
        _ panes: inout PaneStore
    ) {
        FactChange.apply(
            before.returned(within: period),
            after.returned(within: period),
            to: &panes
        )
    }
}
