// SPDX-License-Identifier: Apache-2.0

import Events

// What `ingest` will read lies all over large tables. Both steps only hint: they change nothing, and
// a guess that turns out wrong costs time and nothing else.
extension Aggregator {
    /// Starts loading the slots that the event's own ids name.
    @inline(__always)
    func prefetchSlots(_ event: borrowing Event) {
        duplicates.prefetch(event)
        if messages.isWanted, MessageTracker.isMessage(event) {
            messages.prefetch(event)
            return
        }
        aliases.prefetch(event)
        let device = event.deviceKey
        if sessions.isWanted, device != 0, SessionTracker.isActivity(event) {
            sessions.prefetchKey(event, deviceKey: device)
        }
    }

    /// Whether the steps below are worth while.
    @inline(__always)
    var hasManySeries: Bool { panes.hasManySeries }

    /// Starts loading what leads from dimension values to their combination.
    func prefetchCombination(_ values: InlineArray<8, UInt32>) {
        panes.combinations.prefetch(values)
    }

    /// The combination, some events after `prefetchCombination`; starts loading its series.
    func prefetchSeries(_ values: InlineArray<8, UInt32>) -> UInt32 {
        panes.combinations.prefetchSeries(of: values)
    }

    /// Starts loading where the rows of a combination are named, some events after `prefetchSeries`.
    func prefetchPlaces(of combination: UInt32) { panes.prefetchPlaces(of: combination) }

    /// Starts loading those rows, some events later.
    func prefetchRows(of combination: UInt32) { panes.prefetchRows(of: combination) }

    /// Starts loading what those slots refer to, some events after `prefetchSlots`.
    @inline(__always)
    mutating func prefetchEntries(_ event: inout Event) {
        let isFollowed = feedback.takes(event.type)
        let isActivity = SessionTracker.isActivity(event)
        guard isFollowed || isActivity else { return }
        let actor = aliases.resolve(event, watermark: panes.watermark)
        if isFollowed { feedback.prefetch(&event, person: actor.person) }
        guard isActivity else { return }
        guard actor.device != 0 else { return }
        if sessions.isWanted { sessions.prefetchSession(event, deviceKey: actor.device) }
        if persons.isWanted, PersonTracker.isForeground(event) {
            persons.prefetch(person: actor.person)
        }
    }
}
