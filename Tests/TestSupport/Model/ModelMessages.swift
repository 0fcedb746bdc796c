// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The messages that something is known of (section 5); times in whole seconds.
struct ModelMessages {
    private struct Entry {
        var channel: Channel
        var sent: (time: Int64, values: [UInt32])?
        var delivered: (time: Int64, values: [UInt32])?
        var bounces: [Int64] = []
        var isHard = false
        var opened: Int64?
        /// By second, what tells the links clicked in it apart.
        var clicks: [Int64: Set<UInt64>] = [:]
        var unsubscribed: Int64?
        var complained: Int64?
        var statement = ModelStatement()

        /// The clicks that are kept: the earliest, one in the second after it, and the earliest
        /// after these.
        var keptClicks: [Int64] {
            guard let first = clicks.keys.min() else { return [] }
            let later = clicks.keys.filter { $0 >= first + 2 }.min()
            return [first] + clicks.keys.filter { $0 == first + 1 } + [later].compactMap(\.self)
        }

        /// Whether three links or more were clicked in the first two seconds.
        var isBurst: Bool {
            guard let first = clicks.keys.min() else { return false }
            return clicks[first, default: []].union(clicks[first + 1, default: []]).count >= 3
        }

        /// Whether a click at a time is a machine's.
        func isOfMachine(_ click: Int64, delivered: Int64) -> Bool {
            let first = clicks.keys.min() ?? click
            return click < delivered + 2 || isBurst && click <= first + 1
        }

        var times: [Int64] {
            [sent?.time, delivered?.time, bounces.max(), opened, unsubscribed, complained]
                .compactMap(\.self) + keptClicks
        }
        var largest: Int64 { (times.max() ?? 0) * 1_000 }
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
        record(event, at: aligned(event.time, to: 1_000) / 1_000, in: &entry)
        panes.restate(&entry.statement, as: facts(of: entry), watermark: watermark)
        entries[event.message] = entry
    }

    private func isOfMessage(_ event: Event) -> Bool {
        switch event.type {
        case .messageSent, .messageDelivered, .messageBounced, .messageOpened, .unsubscribed,
            .complained:
            true
        case .messageClicked: event.subtype != .unsubscribe
        default: false
        }
    }

    private func record(_ event: Event, at time: Int64, in entry: inout Entry) {
        func earliest(_ known: Int64?) -> Int64 { min(known ?? time, time) }
        switch event.type {
        case .messageSent:
            if time < entry.sent?.time ?? .max { entry.sent = (time, event.values) }
        case .messageDelivered:
            if time < entry.delivered?.time ?? .max { entry.delivered = (time, event.values) }
        case .messageBounced:
            entry.bounces.append(time)
            if event.subtype == .hard { entry.isHard = true }
        case .messageOpened: entry.opened = earliest(entry.opened)
        case .messageClicked: entry.clicks[time, default: []].insert(event.object % 30)
        case .complained: entry.complained = earliest(entry.complained)
        default: entry.unsubscribed = earliest(entry.unsubscribed)
        }
    }

    private func facts(of entry: Entry) -> [ModelSlot: ModelFact] {
        var facts: [ModelSlot: ModelFact] = [:]
        func say(
            _ kind: FactKind,
            _ place: (time: Int64, values: [UInt32]),
            flags: FactFlags = [],
            delay: Int64 = 0
        ) {
            var fact = Fact(
                kind,
                channel: entry.channel,
                time: place.time * 1_000,
                combination: 0,
                flags: flags
            )
            fact.value = max(0, delay) * 1_000
            facts[ModelSlot(kind: kind)] = ModelFact(fact, values: place.values)
        }
        let isDelivered = entry.delivered.map { delivered in
            !entry.bounces.contains { $0 >= delivered.time }
        }
        if let sent = entry.sent {
            say(.messageSent, sent)
            if isDelivered == true {
                say(.messageSentDelivered, sent)
            } else if !entry.bounces.isEmpty {
                say(.messageSentBounced, sent, flags: entry.isHard ? .hard : .soft)
            }
        }
        guard isDelivered == true, let delivered = entry.delivered else { return facts }
        say(.messageDelivered, delivered)
        func isCredited(_ time: Int64?) -> Bool {
            time.map { $0 <= delivered.time + attribution / 1_000 } ?? false
        }
        func credit(_ kind: FactKind, _ time: Int64?, _ flags: FactFlags = []) {
            guard let time, isCredited(time) else { return }
            say(kind, delivered, flags: flags, delay: time - delivered.time)
        }
        let byPersons = entry.keptClicks.filter {
            !entry.isOfMachine($0, delivered: delivered.time)
        }
        credit(.messageOpened, entry.opened)
        credit(.messageClicked, byPersons.min())
        credit(.messageResponded, ([entry.opened, byPersons.min()].compactMap(\.self)).min())
        credit(
            .messageUnsubscribed,
            entry.unsubscribed,
            isCredited(entry.opened) ? .opened : []
        )
        credit(.messageComplained, entry.complained)
        credit(
            .messageBotClicked,
            entry.clicks.keys.min().flatMap {
                entry.isOfMachine($0, delivered: delivered.time) ? $0 : nil
            },
            isCredited(byPersons.min()) ? .clicked : []
        )
        return facts
    }
}
