// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Answers, reviews and labeled texts that may change (section 10).
struct ModelResponses {
    private struct Key: Hashable {
        var type: EventType
        var response: UInt64
    }

    private struct Entry {
        /// What was seen of it, in arrival order.
        var events: [Event] = []
        var statement = ModelStatement()
    }

    private let change: Int64
    private let lateness: Int64
    private var entries: [Key: Entry] = [:]

    init(_ configuration: ModelConfiguration) {
        change = configuration.feedback.change
        lateness = configuration.largestLateness
    }

    /// An event that trackers see.
    mutating func see(_ event: Event, watermark: Int64?, panes: inout ModelPanes) {
        let types: [EventType] = [.surveyAnswered, .review, .mention, .comment]
        guard types.contains(event.type) else { return }
        guard event.response != 0 else {
            for fact in facts(of: [event]).values { _ = panes.take(fact, watermark: watermark) }
            return
        }
        let key = Key(type: event.type, response: event.response)
        if let events = entries[key]?.events,
            reached(watermark, latest(of: events) + change + 2 * lateness)
        {
            entries[key] = nil
        }
        var entry = entries[key] ?? Entry()
        entry.events.append(event)
        panes.restate(&entry.statement, as: facts(of: entry.events), watermark: watermark)
        entries[key] = entry
    }

    /// The latest of the times kept.
    private func latest(of events: [Event]) -> Int64 {
        let times = [
            events.earliest?.time, events.latest { $0.flags.contains(.hasScore) }?.time,
            events.latest { $0.flags.contains(.hasSentiment) }?.time,
        ]
        return times.compactMap(\.self).max() ?? .min
    }

    private func facts(of events: [Event]) -> [ModelSlot: ModelFact] {
        guard let first = events.earliest else { return [:] }
        var facts: [ModelSlot: ModelFact] = [:]
        func say(_ kind: FactKind, _ change: (inout Fact) -> Void) {
            var fact = ModelFact(kind, of: first)
            change(&fact.fact)
            facts[ModelSlot(kind: kind)] = fact
        }
        let isText = first.type == .mention || first.type == .comment
        if !isText, let scored = events.latest(where: { $0.flags.contains(.hasScore) }) {
            say(first.type == .review ? .reviewGiven : .answerGiven) { fact in
                fact.value = Int64((scored.score * 1_000).rounded())
                fact.count = Int64((scored.scale * 1_000).rounded())
            }
        }
        if first.type != .surveyAnswered,
            let labeled = events.latest(where: { $0.flags.contains(.hasSentiment) })
        {
            say(.textLabeled) { fact in
                fact.value = Int64((Double(labeled.sentiment) * 1_000).rounded())
                fact.flags = .neutral
                if fact.value > 0 { fact.flags = .positive }
                if fact.value < 0 { fact.flags = .negative }
            }
        }
        return facts
    }
}

extension [Event] {
    /// The earliest event; the first arrived wins a tie.
    var earliest: Event? { self.min { $0.time < $1.time } }

    /// The latest of some events; the later arrived wins a tie.
    func latest(where isOfThem: (Event) -> Bool) -> Event? {
        reversed().filter(isOfThem).reduce(nil as Event?) { latest, event in
            guard let latest, latest.time >= event.time else { return event }
            return latest
        }
    }
}
