// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Counts spending as it was told last, where it was told first (rules: Semantics, section 10).
///
/// Platforms restate what a day has cost for some days. Owned and used by one aggregator.
struct SpendTracker: ~Copyable {
    struct Reading: BitwiseCopyable {
        /// Time of the earliest event, ms.
        var first: Int64
        /// Time of the event that gave the value, ms.
        var latest: Int64
        /// Millionths.
        var value: Int64
        /// Dimension values of the earliest event.
        var combination: UInt32
        var channel: Channel

        var fact: Fact {
            Fact(
                .moneySpent,
                channel: channel,
                time: first,
                combination: combination,
                value: value
            )
        }
    }

    /// What the tracker says.
    static let facts: [FactKind] = [.moneySpent]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Readings remembered, among them forgotten ones not dropped yet.
    var count: Int { readings.count }
    /// Readings that found no room.
    var refusedCount: Int { readings.refusedCount }

    private let keep: Int64
    var readings: ShardedTable<Reading>
    private static var day: Int64 { 86_400_000 }

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        keep = parameters.feedback.change + 2 * parameters.largestLateness
        readings = ShardedTable(limit: parameters.objectLimit)
    }

    /// Takes an event of spending.
    ///
    /// - Parameters:
    ///   - event: one without a value changes nothing.
    ///   - source: tells apart the same object in different sources.
    ///   - combination: of the event's dimension values.
    ///   - panes: where facts are counted.
    /// - Returns: the pane classes that took it.
    mutating func handle(
        _ event: borrowing Event,
        source: UInt64,
        combination: UInt32,
        panes: inout PaneStore
    ) -> UInt64 {
        guard let value = event.valueMillionths else { return 0 }
        let fresh = Reading(
            first: event.time,
            latest: event.time,
            value: value,
            combination: combination,
            channel: event.channel
        )
        guard event.object != 0 else { return panes.add(fresh.fact) }
        let (watermark, keep) = (panes.watermark, keep)
        let day = Emission.floor(event.time, Self.day)
        guard
            let found = readings.findOrInsert(
                HashMix.combine(event.object, source, UInt64(bitPattern: day)),
                initial: fresh,
                isExpired: { watermark >= $0.latest + keep }
            )
        else {
            panes.noteRefused(event.time, of: FactKindSet(Self.facts))
            return 0
        }
        let entry = found.entry
        if found.isNew || watermark >= entry.value.latest + keep {
            entry.value = fresh
            return panes.add(fresh.fact)
        }
        let before = entry.value.fact
        entry.value.absorb(fresh)
        let after = entry.value.fact
        return before == after ? 0 : panes.move(before, to: after)
    }

    /// Drops forgotten readings of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        readings.sweepNext { watermark >= $0.latest + keep }
    }
}

extension SpendTracker.Reading {
    /// Takes another reading of the same day in.
    fileprivate mutating func absorb(_ other: Self) {
        if other.first < first {
            first = other.first
            combination = other.combination
            channel = other.channel
        }
        if other.latest >= latest {
            latest = other.latest
            value = other.value
        }
    }
}

extension SpendTracker.Reading: NamesOneCombination {}
