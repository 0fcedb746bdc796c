// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The messages that something is known of (section 5).
struct ModelMessages {
    private struct Entry {
        var channel: Channel
        var sent: (time: Int64, values: [UInt32])?
        var delivered: (time: Int64, values: [UInt32])?
        var bounced: Int64?
        var opened: Int64?
        var clicked: Int64?
        var unsubscribed: Int64?
        var statement = ModelStatement()

        var largest: Int64 {
            [sent?.time, delivered?.time, bounced, opened, clicked, unsubscribed]
                .compactMap(\.self).max() ?? .min
        }
    }

    private let attribution: Int64
    private let memory: Int64
    private var entries: [UInt64: Entry] = [:]

    init(_ configuration: ModelConfiguration) {
        attribution = configuration.attribution
        memory = max(attribution, 72 * 3_600_000) + 2 * configuration.largestLateness
    }

    /// An event that trackers see.
    mutating func see(_ event: Event, watermark: Int64?, panes: inout ModelPanes) {
        guard event.message != 0, isOfMessage(event) else { return }
        if let entry = entries[event.message], reached(watermark, entry.largest + memory) {
            entries[event.message] = nil
        }
        var entry = entries[event.message] ?? Entry(channel: event.channel)
        record(event, in: &entry)
        panes.restate(&entry.statement, as: facts(of: entry), watermark: watermark)
        entries[event.message] = entry
    }

    private func isOfMessage(_ event: Event) -> Bool {
        switch event.type {
        case .messageSent, .messageDelivered, .messageBounced, .messageOpened, .unsubscribed: true
        case .messageClicked: event.subtype != .unsubscribe
        default: false
        }
    }

    private func record(_ event: Event, in entry: inout Entry) {
        func earliest(_ known: Int64?) -> Int64 { min(known ?? event.time, event.time) }
        switch event.type {
        case .messageSent:
            if event.time < entry.sent?.time ?? .max { entry.sent = (event.time, event.values) }
        case .messageDelivered:
            if event.time < entry.delivered?.time ?? .max {
                entry.delivered = (event.time, event.values)
            }
        case .messageBounced: entry.bounced = max(entry.bounced ?? event.time, event.time)
        case .messageOpened: entry.opened = earliest(entry.opened)
        case .messageClicked: entry.clicked = earliest(entry.clicked)
        default: entry.unsubscribed = earliest(entry.unsubscribed)
        }
    }

    private func facts(of entry: Entry) -> [ModelSlot: ModelFact] {
        var facts: [ModelSlot: ModelFact] = [:]
        func say(_ kind: FactKind, _ place: (time: Int64, values: [UInt32])) {
            facts[ModelSlot(kind: kind)] = ModelFact(
                kind,
                channel: entry.channel,
                time: place.time,
                values: place.values
            )
        }
        if let sent = entry.sent { say(.messageSent, sent) }
        guard let delivered = entry.delivered else { return facts }
        if let bounced = entry.bounced, bounced >= delivered.time { return facts }
        func isCredited(_ time: Int64?) -> Bool {
            guard let time else { return false }
            return time <= delivered.time + attribution
        }
        if let sent = entry.sent { say(.messageSentDelivered, sent) }
        say(.messageDelivered, delivered)
        if isCredited(entry.opened) { say(.messageOpened, delivered) }
        if isCredited(entry.clicked) { say(.messageClicked, delivered) }
        if isCredited(entry.opened) || isCredited(entry.clicked) {
            say(.messageResponded, delivered)
        }
        if isCredited(entry.unsubscribed) { say(.messageUnsubscribed, delivered) }
        return facts
    }
}
