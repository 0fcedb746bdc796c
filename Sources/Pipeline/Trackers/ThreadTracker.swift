// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Tells how long a conversation had been silent when somebody wrote (rules: Semantics, section 10).
///
/// Owned and used by one aggregator.
struct ThreadTracker: ~Copyable {
    struct Conversation: BitwiseCopyable {
        /// No message.
        static var never: Int64 { .min }

        /// Times of the two latest messages, ms.
        var latest: Int64
        var previous = Conversation.never

        /// How long it had been silent at a time, ms.
        func silence(at time: Int64) -> Int64 {
            if time >= latest { return time - latest }
            if previous == Self.never { return .max }
            return time >= previous ? time - previous : 0
        }

        mutating func absorb(_ time: Int64) {
            if time >= latest {
                previous = latest
                latest = time
            } else {
                previous = max(previous, time)
            }
        }
    }

    /// What the tracker says.
    static let facts: [FactKind] = [.fanWrote]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Conversations remembered, among them forgotten ones not dropped yet.
    var count: Int { conversations.count }
    /// Messages that found no room.
    var refusedCount: Int { conversations.refusedCount }

    private let keep: Int64
    var conversations: ShardedTable<Conversation>

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        keep = parameters.feedback.silence + parameters.largestLateness
        conversations = ShardedTable(limit: parameters.threadLimit)
    }

    /// Takes a message of a person (0: nobody known).
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: borrowing Event,
        person: UInt64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let key = event.thread != 0 ? event.thread : person
        var silence = Int64.max
        if key != 0 {
            guard let known = remember(key, event.time, watermark) else { return false }
            silence = known
        }
        if event.flags.contains(.own) { return true }
        _ = panes.add(
            Fact(
                .fanWrote,
                channel: event.channel,
                time: event.time,
                combination: combination,
                value: silence
            )
        )
        return true
    }

    /// Drops forgotten conversations of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        conversations.sweepNext { watermark >= $0.latest + keep }
    }

    /// How long a conversation had been silent before a message of it; nil: the table is full.
    private mutating func remember(_ key: UInt64, _ time: Int64, _ watermark: Int64) -> Int64? {
        let keep = keep
        guard
            let found = conversations.findOrInsert(
                key,
                initial: Conversation(latest: time),
                isExpired: { watermark >= $0.latest + keep }
            )
        else { return nil }
        if found.isNew { return .max }
        if watermark >= found.entry.value.latest + keep {
            found.entry.value = Conversation(latest: time)
            return .max
        }
        let silence = found.entry.value.silence(at: time)
        found.entry.value.absorb(time)
        return silence
    }
}
