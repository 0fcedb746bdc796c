// SPDX-License-Identifier: Apache-2.0

import Events

/// Remembers the ids of events for a while, so that one sent twice counts once.
///
/// Keys are 64-bit keyed hashes of source and id; two different events share one with a chance of
/// about n²/2⁶⁵. At its limit the oldest ids go first. Owned and used by one aggregator.
struct DuplicateFilter: ~Copyable {
    /// Ids remembered, among them expired ones not dropped yet.
    var count: Int { seen.count }
    /// Ids that found no room and were not remembered.
    private(set) var refusedCount = 0

    private let parameters: TrackerParameters
    /// Id to the time at which it is forgotten, ms.
    var seen: ShardedTable<Int64>
    /// Ids that came since the last record, once there was one; see `record`.
    var fresh: [TableShard<Int64>.Slot] = []
    /// How many parts of ids that came were written at each turn.
    var freshParts: [Int] = []
    /// Whether what comes is kept for the next record.
    var isRecorded = false
    /// Ids to be forgotten before this time are forgotten already, for want of room, ms.
    var cutoff = Int64.min

    init(_ parameters: TrackerParameters) {
        self.parameters = parameters
        seen = ShardedTable(limit: parameters.dedupLimit)
    }

    /// How far back duplicates are really known, ms: the window, less what want of room took.
    func horizon(watermark: Int64) -> Int64 {
        guard cutoff > watermark else { return parameters.dedupWindow }
        return max(0, parameters.dedupWindow - (cutoff - watermark))
    }

    /// Starts loading what `admit` will read.
    @inline(__always)
    func prefetch(_ event: borrowing Event) {
        if window(of: event) > 0 { seen.prefetch(event.id) }
    }

    /// How long any id is remembered, ms; 0: none is.
    var longestWindow: Int64 { max(parameters.dedupWindow, parameters.dedupEmailWindow) }

    /// How long the event's id is remembered, ms; 0: it is not.
    @inline(__always)
    private func window(of event: borrowing Event) -> Int64 {
        event.channel == .email ? parameters.dedupEmailWindow : parameters.dedupWindow
    }

    /// Remembers an event; tells whether it is new.
    @inline(__always)
    mutating func admit(_ event: borrowing Event, watermark: Int64) -> Bool {
        let window = window(of: event)
        if window <= 0 { return true }
        // One that came late is still sent again at once: its life begins when it came.
        let forgetting = max(event.time, watermark) + window
        let expiry = max(watermark, cutoff)
        guard
            let found = seen.findOrInsert(
                event.id,
                initial: forgetting,
                isExpired: { expiry >= $0 }
            )
        else {
            let id = event.id
            dropOldest(toAdmit: id, forgetting: forgetting, watermark: watermark)
            return true
        }
        if !found.isNew {
            if expiry < found.entry.value { return false }
            found.entry.value = forgetting
        }
        if isRecorded { note(event.id, forgetting) }
        return true
    }

    /// Drops forgotten ids of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let expiry = max(watermark, cutoff)
        seen.sweepNext { expiry >= $0 }
    }

    /// Keeps an id for the next record.
    @inline(__always)
    private mutating func note(_ id: UInt64, _ forgetting: Int64) {
        if fresh.count < Self.mostFresh { fresh.append(.init(key: id, value: forgetting)) }
    }

    /// Forgets the oldest ids, an eighth of the window at a time, until a new one has room.
    @inline(never)
    private mutating func dropOldest(toAdmit id: UInt64, forgetting: Int64, watermark: Int64) {
        let window = parameters.dedupWindow > 0 ? parameters.dedupWindow : longestWindow
        let step = max(1, window / 8)
        cutoff = max(cutoff, watermark == .min ? forgetting - parameters.dedupWindow : watermark)
        while cutoff < forgetting {
            cutoff += step
            seen.expectExpired()
            let expiry = cutoff
            let found = seen.findOrInsert(
                id,
                initial: forgetting,
                isExpired: { expiry >= $0 }
            )
            if found != nil {
                if isRecorded { note(id, forgetting) }
                return
            }
        }
        refusedCount += 1
    }
}
