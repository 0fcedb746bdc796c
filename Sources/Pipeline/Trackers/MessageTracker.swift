// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Credits what recipients do to the delivery of their message (rules: Semantics, section 5).
///
/// Owned and used by one aggregator.
struct MessageTracker: ~Copyable {
    /// Messages remembered, among them forgotten ones not dropped yet.
    var count: Int { messages.count }
    /// Events that found no room.
    var refusedCount: Int { messages.refusedCount }

    /// Whether anybody counts what messages say.
    var isWanted: Bool { !wanted.isEmpty }

    private let parameters: TrackerParameters
    /// The kinds of facts that anybody counts.
    private let wanted: FactKindSet
    var messages: ShardedTable<PackedMessage>

    /// A tracker that says facts of the kinds that are wanted.
    init(_ parameters: TrackerParameters, wanted: FactKindSet = .all) {
        self.parameters = parameters
        self.wanted = wanted.intersection(.messages)
        messages = ShardedTable(limit: parameters.messageLimit)
    }

    /// Whether an event says something of a message.
    @inline(__always)
    static func isMessage(_ event: borrowing Event) -> Bool {
        guard event.message != 0 else { return false }
        return switch event.type {
        case .messageSent, .messageDelivered, .messageBounced, .messageOpened, .unsubscribed,
            .complained:
            true
        case .messageClicked: event.subtype != .unsubscribe
        default: false
        }
    }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(_ event: borrowing Event) { messages.prefetch(event.message) }

    /// Takes an event of a message.
    ///
    /// One that lies so far from the others that it does not fit beside them changes nothing.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: inout Event,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        guard PackedMessage.isKeepable(event.time) else { return true }
        let keep = keep
        guard
            let found = messages.findOrInsert(
                event.message,
                initial: PackedMessage(),
                isExpired: { watermark >= $0.latest * 1_000 + keep }
            )
        else { return false }
        let entry = found.entry
        var known = entry.value.message
        if found.isNew || watermark >= known.latest * 1_000 + keep {
            known = Message(channel: event.channel)
        }
        var message = known
        message.absorb(event, combination: combination)
        guard let packed = PackedMessage(message) else { return true }
        entry.value = packed
        change(known, message, &panes)
        return true
    }

    /// Drops forgotten messages of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        messages.sweepNext { watermark >= $0.latest * 1_000 + keep }
    }

    /// Applies the difference between what held of a message and what holds now.
    private func change(_ before: Message, _ after: Message, _ panes: inout PaneStore) {
        let attribution = Message.second(of: parameters.attribution)
        let (before, after) = (
            before.facts(attribution: attribution, wanted: wanted),
            after.facts(attribution: attribution, wanted: wanted)
        )
        FactChange.apply(before.sent, after.sent, to: &panes)
        FactChange.apply(before.sentDelivered, after.sentDelivered, to: &panes)
        FactChange.apply(before.sentBounced, after.sentBounced, to: &panes)
        FactChange.apply(before.delivered, after.delivered, to: &panes)
        FactChange.apply(before.responded, after.responded, to: &panes)
        FactChange.apply(before.opened, after.opened, to: &panes)
        FactChange.apply(before.clicked, after.clicked, to: &panes)
        FactChange.apply(before.unsubscribed, after.unsubscribed, to: &panes)
        FactChange.apply(before.complained, after.complained, to: &panes)
        FactChange.apply(before.botClicked, after.botClicked, to: &panes)
    }

    /// How long after its latest event a message is remembered, ms.
    private var keep: Int64 {
        max(parameters.attribution, parameters.deliverySettle) + 2 * parameters.largestLateness
    }
}
