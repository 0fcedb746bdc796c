// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Turns the running totals of platform objects into differences (rules: Semantics, section 7).
///
/// Owned and used by one aggregator.
struct TotalsTracker: ~Copyable {
    struct Reading: BitwiseCopyable {
        var time: Int64
        /// Millionths.
        var value: Int64
    }

    /// Totals remembered.
    var count: Int { readings.count }
    /// Readings that found no room.
    var refusedCount: Int { readings.refusedCount }

    var readings: ShardedTable<Reading>

    init(_ parameters: TrackerParameters) {
        readings = ShardedTable(limit: parameters.objectLimit)
    }

    /// Takes the totals of an event.
    ///
    /// - Parameters:
    ///   - event: one with totals.
    ///   - source: tells apart the same object in different sources.
    ///   - combination: of the event's dimension values.
    ///   - panes: where facts are counted.
    /// - Returns: the pane classes that took a difference.
    mutating func handle(
        _ event: borrowing Event,
        source: UInt64,
        combination: UInt32,
        panes: inout PaneStore
    ) -> UInt64 {
        var taken: UInt64 = 0
        for metric in TotalsMetric.allCases {
            let total = event.totals[Int(metric.rawValue)]
            // Not a number where the event gives none; the decoder rejects larger ones.
            guard total >= 0, total <= TotalsMetric.limit else { continue }
            let reading = Reading(
                time: event.time,
                value: Int64((total * Double(Fact.unit)).rounded())
            )
            let key = HashMix.combine(event.object, source, UInt64(metric.rawValue) + 1)
            guard
                let found = readings.findOrInsert(key, initial: reading, isExpired: { _ in false })
            else {
                panes.noteRefused(event.time, of: .totals)
                continue
            }
            if !found.isNew, event.time < found.entry.value.time { continue }
            let known = found.isNew ? 0 : found.entry.value.value
            found.entry.value = reading
            var fact = Fact(
                .totalsRead,
                channel: .social,
                time: event.time,
                combination: combination,
                metric: metric,
                value: reading.value - known
            )
            taken |= panes.add(fact)
            if found.isNew { continue }
            fact.kind = .totalsChanged
            taken |= panes.add(fact)
        }
        return taken
    }
}
