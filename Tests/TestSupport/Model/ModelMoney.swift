// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Leads, buyers, and revenue by touch (section 10).
struct ModelMoney {
    private struct Entry {
        /// The lead or the order that counts.
        var event: Event
        var statement = ModelStatement()
    }

    private let times: ModelConfiguration.Feedback
    private let dimensions: [Dimension]
    private var leads: [UInt64: Entry] = [:]
    private var buyers: [UInt64: Entry] = [:]
    private var touches: [UInt64: Event] = [:]

    init(_ configuration: ModelConfiguration) {
        times = configuration.feedback
        dimensions = configuration.plan.dimensions
    }

    /// An event of a person (0: nobody) that trackers see.
    mutating func see(
        _ event: Event,
        person: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        if event.type == .lead { lead(event, person, watermark, &panes) }
        if person != 0, isTouch(event), event.time >= touches[person]?.time ?? .min {
            touches[person] = event
        }
        guard event.type == .order else { return }
        if person != 0 { buy(event, person, watermark, &panes) }
        if event.flags.contains(.hasValue) {
            _ = panes.take(attributed(event, to: touches[person]), watermark: watermark)
        }
    }

    /// A device has turned out to be a user's: what it did leads to what the user does.
    mutating func join(device: UInt64, user: UInt64) {
        if let touch = touches.removeValue(forKey: device) {
            if touch.time > touches[user]?.time ?? .min { touches[user] = touch }
        }
        if let lead = leads.removeValue(forKey: device) {
            if lead.event.time > leads[user]?.event.time ?? .min { leads[user] = lead }
        }
        if let buyer = buyers.removeValue(forKey: device) {
            if buyer.event.time < buyers[user]?.event.time ?? .max { buyers[user] = buyer }
        }
    }

    private mutating func lead(
        _ event: Event,
        _ person: UInt64,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        var arrived = ModelFact(.leadArrived, of: event)
        arrived.fact.item = person
        guard person != 0 else { return _ = panes.take(arrived, watermark: watermark) }
        var entry = Entry(event: event)
        if let known = leads[person] {
            let age = event.time - known.event.time
            if age >= 0, age < times.lead { return }
            if age <= -times.lead { return }
            if age < 0 { entry.statement = known.statement }
        }
        panes.restate(
            &entry.statement,
            as: [ModelSlot(kind: .leadArrived): arrived],
            watermark: watermark
        )
        leads[person] = entry
    }

    private mutating func buy(
        _ event: Event,
        _ person: UInt64,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        var entry = buyers[person] ?? Entry(event: event)
        if event.time < entry.event.time { entry.event = event }
        panes.restate(
            &entry.statement,
            as: [ModelSlot(kind: .buyerArrived): ModelFact(.buyerArrived, of: entry.event)],
            watermark: watermark
        )
        buyers[person] = entry
        guard event.flags.contains(.hasValue) else { return }
        var spent = ModelFact(.buyerSpent, of: entry.event)
        spent.fact.value = Int64((event.value * 1_000_000).rounded())
        spent.fact.count = (event.time - entry.event.time) / 86_400_000
        _ = panes.take(spent, watermark: watermark)
    }

    private func isTouch(_ event: Event) -> Bool {
        guard event.channel == .web || event.channel == .app else { return false }
        if event.type == .alias || event.type == .other { return false }
        return zip(dimensions, event.values).contains { dimension, value in
            [.campaign, .medium, .referrer].contains(dimension) && value != 0
        }
    }

    private func attributed(_ order: Event, to touch: Event?) -> ModelFact {
        var attributed = ModelFact(.revenueAttributed, of: order)
        attributed.fact.value = Int64((order.value * 1_000_000).rounded())
        guard let touch, (0...times.touch).contains(order.time - touch.time) else {
            return attributed
        }
        for (slot, dimension) in dimensions.enumerated()
        where [.campaign, .medium, .referrer, .content].contains(dimension) {
            attributed.values[slot] = touch.values[slot]
        }
        return attributed
    }
}
