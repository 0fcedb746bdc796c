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

    private var persons: ShardedTable<Person>

    init(_ parameters: TrackerParameters) { persons = ShardedTable(limit: parameters.actorLimit) }

    /// Whether an event is a use of the app.
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
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        person key: UInt64,
        time: Int64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        guard
            let found = persons.findOrInsert(
                key,
                initial: Person(time: time, combination: combination),
                isExpired: { watermark >= $0.forgetting }
            )
        else { return false }
        let entry = found.entry
        if !found.isNew, watermark < entry.value.forgetting, entry.value.covers(time) {
            return true
        }
        let day = Person.day(of: time)
        var before: Person? = found.isNew ? nil : entry.value
        if let known = before, watermark >= known.forgetting {
            before = nil
            entry.value = Person(time: time, combination: combination)
        } else if before != nil {
            entry.value.absorb(time: time, combination: combination)
        }
        let after = entry.value
        if after.isKept(day) {
            FactChange.apply(before?.active(on: day), after.active(on: day), to: &panes)
        } else if after.isActive(on: day), before?.isActive(on: day) != true {
            // Its values are not kept, so they are those of the first event to arrive.
            _ = panes.add(Person.fact(.personActive, on: day, combination))
        }
        FactChange.apply(before?.firstSeen, after.firstSeen, to: &panes)
        FactChange.apply(before?.returned, after.returned, to: &panes)
        return true
    }

    /// Gives what a device had as a person of its own to the user it belongs to.
    mutating func join(
        device: UInt64,
        to user: UInt64,
        watermark: Int64,
        panes: inout PaneStore
    ) {
        guard device != user, let found = persons.find(device) else { return }
        let past = found.value
        persons.remove(device)
        guard watermark < past.forgetting else { return }
        guard
            let target = persons.findOrInsert(
                user,
                initial: past,
                isExpired: { watermark >= $0.forgetting }
            )
        else { return }
        if target.isNew { return }
        let entry = target.entry
        if watermark >= entry.value.forgetting {
            entry.value = past
            return
        }
        let known = entry.value
        entry.value.merge(past)
        settle(known, past, entry.value, &panes)
    }

    /// Applies the difference between the facts of two entries and those of their union.
    private func settle(
        _ known: Person,
        _ past: Person,
        _ union: Person,
        _ panes: inout PaneStore
    ) {
        for day in (union.lastDay - Person.recentDays + 1)...union.lastDay {
            guard let one = known.active(on: day), let other = past.active(on: day),
                let kept = union.active(on: day)
            else { continue }
            FactChange.apply(kept == one ? other : one, nil, to: &panes)
        }
        let isPastFirst =
            past.firstDay < known.firstDay
            || past.firstDay == known.firstDay && past.firstTime < known.firstTime
        let (first, second) = isPastFirst ? (past, known) : (known, past)
        FactChange.apply(second.firstSeen, nil, to: &panes)
        FactChange.apply(second.returned, nil, to: &panes)
        FactChange.apply(first.firstSeen, union.firstSeen, to: &panes)
        FactChange.apply(first.returned, union.returned, to: &panes)
    }
}
