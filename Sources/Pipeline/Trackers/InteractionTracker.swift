// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Counts how often each person does something in a week (rules: Semantics, section 10).
///
/// Owned and used by one aggregator.
struct InteractionTracker: ~Copyable {
    struct Weeks: BitwiseCopyable {
        /// The latest week, as its number since the first Monday before 1970.
        var week: Int32
        /// How often, in that week and in the one before.
        var latest: UInt16 = 0
        var previous: UInt16 = 0
        /// Dimension values of the first event to arrive of each.
        var latestCombination: UInt32 = 0
        var previousCombination: UInt32 = 0

        init(week: Int32) { self.week = week }

        /// Makes a week the latest one, if it is later.
        mutating func advance(to next: Int32) {
            guard next > week else { return }
            (previous, previousCombination) =
                next == week + 1 ? (latest, latestCombination) : (0, 0)
            (latest, latestCombination) = (0, 0)
            week = next
        }
    }

    /// What the tracker says.
    static let facts: [FactKind] = [.personInteracted]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Persons remembered, among them forgotten ones not dropped yet.
    var count: Int { persons.count }
    /// Events that found no room.
    var refusedCount: Int { persons.refusedCount }

    private let lateness: Int64
    var persons: ShardedTable<Weeks>

    private static var length: Int64 { 7 * 86_400_000 }
    /// The Monday before 1970-01-01, a Thursday, ms.
    private static var firstMonday: Int64 { -3 * 86_400_000 }

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        lateness = parameters.largestLateness
        persons = ShardedTable(limit: parameters.doerLimit)
    }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(person: UInt64) { persons.prefetch(person) }

    /// Takes what a person did.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        person: UInt64,
        time: Int64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let week = Self.week(of: time)
        let oldest = watermark == .min ? Int32.min : Self.week(of: watermark - lateness)
        guard
            let found = persons.findOrInsert(
                person,
                initial: Weeks(week: week),
                isExpired: { oldest > $0.week + 1 }
            )
        else { return false }
        let entry = found.entry
        entry.value.advance(to: week)
        if week == entry.value.week {
            let count = entry.value.latest
            if count == 0 { entry.value.latestCombination = combination }
            guard count < .max else { return true }
            entry.value.latest = count + 1
            say(count, week, entry.value.latestCombination, &panes)
        } else if week == entry.value.week - 1 {
            let count = entry.value.previous
            if count == 0 { entry.value.previousCombination = combination }
            guard count < .max else { return true }
            entry.value.previous = count + 1
            say(count, week, entry.value.previousCombination, &panes)
        }
        return true
    }

    /// Drops forgotten persons of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let oldest = Self.week(of: watermark - lateness)
        persons.sweepNext { oldest > $0.week + 1 }
    }

    /// Counts once more than so often.
    private func say(
        _ count: UInt16,
        _ week: Int32,
        _ combination: UInt32,
        _ panes: inout PaneStore
    ) {
        let after = Fact(
            .personInteracted,
            channel: .business,
            time: Int64(week) * Self.length + Self.firstMonday,
            combination: combination,
            value: Int64(count) + 1
        )
        guard count > 0 else { return FactChange.apply(nil, after, to: &panes) }
        var before = after
        before.value = Int64(count)
        FactChange.apply(before, after, to: &panes)
    }

    private static func week(of time: Int64) -> Int32 {
        let start = Emission.floor(time - firstMonday, length)
        return Int32(truncatingIfNeeded: start / length)
    }
}

extension InteractionTracker.Weeks: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        latestCombination = try body(latestCombination)
        previousCombination = try body(previousCombination)
    }
}
