// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Counts answers, reviews and labeled texts as they are now, where they were given first (rules:
/// Semantics, section 10).
///
/// Owned and used by one aggregator.
struct ResponseTracker: ~Copyable {
    /// What the tracker says.
    static let facts: [FactKind] = [.answerGiven, .reviewGiven, .textLabeled]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Responses remembered, among them forgotten ones not dropped yet.
    var count: Int { responses.count }
    /// Events that found no room.
    var refusedCount: Int { responses.refusedCount }

    private let keep: Int64
    var responses: ShardedTable<Response>

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        keep = parameters.feedback.change + 2 * parameters.largestLateness
        responses = ShardedTable(limit: parameters.responseLimit)
    }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(_ event: borrowing Event) {
        if event.response != 0 { responses.prefetch(Self.key(event)) }
    }

    /// Takes an event of a response.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: borrowing Event,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let (type, keep) = (event.type, keep)
        let fresh = Response(event, combination: combination)
        guard event.response != 0 else {
            FactChange.apply(nil, fresh.answer(type), to: &panes)
            FactChange.apply(nil, fresh.label(type), to: &panes)
            return true
        }
        guard
            let found = responses.findOrInsert(
                Self.key(event),
                initial: fresh,
                isExpired: { watermark >= $0.latest + keep }
            )
        else { return false }
        let entry = found.entry
        var before: Response?
        if !found.isNew, watermark < entry.value.latest + keep {
            before = entry.value
            entry.value.absorb(event, combination: combination)
        } else {
            entry.value = fresh
        }
        let after = entry.value
        FactChange.apply(before?.answer(type), after.answer(type), to: &panes)
        FactChange.apply(before?.label(type), after.label(type), to: &panes)
        return true
    }

    /// Drops forgotten responses of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        responses.sweepNext { watermark >= $0.latest + keep }
    }

    /// Ids are unique within their type.
    private static func key(_ event: borrowing Event) -> UInt64 {
        HashMix.combine(event.response, UInt64(event.type.rawValue))
    }
}
