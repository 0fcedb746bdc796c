// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Events as they come, counted by measures that select them (section 2).
struct ModelEvents {
    private let plan: Plan
    private let names: [String: UInt64]

    init(_ configuration: ModelConfiguration) {
        plan = configuration.plan
        names = configuration.names
    }

    /// What an event is to the cells of each table that select it, by table and cell.
    func facts(of event: Event, person: UInt64) -> [Int: [Int: Fact]] {
        var facts: [Int: [Int: Fact]] = [:]
        for (table, content) in plan.tables.enumerated() {
            for (cell, measure) in content.cells.enumerated() {
                guard let selection = measure.event, takes(event, selection, person) else {
                    continue
                }
                facts[table, default: [:]][cell] = Fact(
                    .event,
                    channel: event.channel,
                    time: event.time,
                    combination: 0,
                    value: steps(event, selection.quantity),
                    item: item(event, selection.item, person),
                    top: selection.listed.map { value(event, $0) } ?? 0
                )
            }
        }
        return facts
    }

    /// Whether a measure may see what no person caused.
    func wantsMachines(_ type: EventType) -> Bool {
        plan.tables.flatMap(\.cells).contains {
            $0.event?.types.contains(type) == true && $0.event?.takesMachines == true
        }
    }

    private func takes(_ event: Event, _ selection: EventSelection, _ person: UInt64) -> Bool {
        if !selection.types.contains(event.type) { return false }
        if event.flags.contains(.nonHuman), !selection.takesMachines { return false }
        if event.type == .other, let own = selection.ownType, names[own] != event.name {
            return false
        }
        return selection.tests.allSatisfy { holds($0, event, person) }
    }

    private func holds(_ test: EventTest, _ event: Event, _ person: UInt64) -> Bool {
        switch test {
        case .word(.channel, let bits): return bits >> UInt32(event.channel.rawValue) & 1 == 1
        case .word(.subtype, let bits): return bits >> UInt32(event.subtype.rawValue) & 1 == 1
        case .word(.phase, let bits): return bits >> UInt32(event.phase.rawValue) & 1 == 1
        case .word(.mode, let bits): return bits >> UInt32(event.mode.rawValue) & 1 == 1
        case .flags(let mask, let wanted): return event.flags.rawValue & mask == wanted
        case .number(let quantity, let low, let high):
            guard let number = number(event, quantity) else { return false }
            return (low...high).contains(number)
        case .name(let name, let isEqual): return (names[name] == event.name) == isEqual
        case .listed(let dimension): return value(event, dimension) != 0
        case .item(let item, let isPresent):
            return (self.item(event, item, person) != 0) == isPresent
        }
    }

    private func number(_ event: Event, _ quantity: EventQuantity) -> Double? {
        switch quantity {
        case .value, .duration, .times: event.flags.contains(.hasValue) ? event.value : nil
        case .score: event.flags.contains(.hasScore) ? event.score : nil
        case .scale: event.scale > 0 ? event.scale : nil
        case .sentiment: event.flags.contains(.hasSentiment) ? Double(event.sentiment) : nil
        case .weighted:
            event.flags.isSuperset(of: [.hasScore, .hasValue]) ? event.score * event.value : nil
        }
    }

    private func steps(_ event: Event, _ quantity: EventQuantity) -> Int64 {
        let number = number(event, quantity) ?? 0
        switch quantity {
        case .value: return Int64((number * 1_000_000).rounded())
        case .duration: return Int64(number.rounded())
        case .score, .scale, .sentiment, .weighted, .times: return Int64((number * 1_000).rounded())
        }
    }

    /// The value of a dimension that is listed; 0: none.
    private func value(_ event: Event, _ dimension: Dimension) -> UInt32 {
        plan.listSlot(of: dimension).map { event.dimensions[$0] } ?? 0
    }

    private func item(_ event: Event, _ item: EventItem, _ person: UInt64) -> UInt64 {
        switch item {
        case .person: person
        case .user: event.user
        case .device: event.deviceKey
        case .object: event.object
        case .response: event.response
        case .message: event.message
        case .thread: event.thread
        }
    }
}
