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

    private let parameters: TrackerParameters
    private var messages: ShardedTable<Message>

    init(_ parameters: TrackerParameters) {
        self.parameters = parameters
        messages = ShardedTable(limit: parameters.messageLimit)
    }

    /// Whether an event says something of a message.
    static func isMessage(_ event: borrowing Event) -> Bool {
        guard event.message != 0 else { return false }
        return switch event.type {
        case .messageSent, .messageDelivered, .messageBounced, .messageOpened, .unsubscribed: true
        case .messageClicked: event.subtype != .unsubscribe
        default: false
        }
    }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(_ event: borrowing Event) { messages.prefetch(event.message) }

    /// Takes an event of a message.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: borrowing Event,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let keep = keep
        let fresh = Message(channel: event.channel)
        guard
            let found = messages.findOrInsert(
                event.message,
                initial: fresh,
                isExpired: { watermark >= $0.latest + keep }
            )
        else { return false }
        let entry = found.entry
        if !found.isNew, watermark >= entry.value.latest + keep {
            entry.value = fresh
        }
        let before = entry.value.facts(attribution: parameters.attribution)
        entry.value.absorb(event, combination: combination)
        let after = entry.value.facts(attribution: parameters.attribution)
        FactChange.apply(before.sent, after.sent, to: &panes)
        FactChange.apply(before.sentDelivered, after.sentDelivered, to: &panes)
        FactChange.apply(before.delivered, after.delivered, to: &panes)
        FactChange.apply(before.responded, after.responded, to: &panes)
        FactChange.apply(before.opened, after.opened, to: &panes)
        FactChange.apply(before.clicked, after.clicked, to: &panes)
        FactChange.apply(before.unsubscribed, after.unsubscribed, to: &panes)
        return true
    }

    /// How long after its latest event a message is remembered, ms.
    private var keep: Int64 {
        max(parameters.attribution, parameters.deliverySettle) + 2 * parameters.largestLateness
    }
}
