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
    var refusedCount: Int { seen.refusedCount }

    private let parameters: TrackerParameters
    /// Id to the time at which it is forgotten, ms.
    private var seen: ShardedTable<Int64>

    init(_ parameters: TrackerParameters) {
        self.parameters = parameters
        seen = ShardedTable(limit: parameters.dedupLimit)
    }

    /// Remembers an event; tells whether it is new.
    @inline(__always)
    mutating func admit(_ event: borrowing Event, watermark: Int64) -> Bool {
        let window =
            event.channel == .email ? parameters.dedupEmailWindow : parameters.dedupWindow
        let forgetting = event.time + window
        guard
            let found = seen.findOrInsert(
                event.id,
                initial: forgetting,
                isExpired: { watermark >= $0 }
            )
        else { return true }
        if found.isNew { return true }
        if watermark >= found.entry.value {
            found.entry.value = forgetting
            return true
        }
        return false
    }
}
