// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Conversations, and how often persons do something in a week (section 10).
struct ModelTalk {
    private struct Week: Hashable {
        var person: UInt64
        var start: Int64
    }

    private struct Interactions {
        var first: Event
        var count: Int64 = 0
        var statement = ModelStatement()
    }

    private let silence: Int64
    private let lateness: Int64
    private let zone: ModelZone
    /// Times of the messages of each conversation.
    private var threads: [UInt64: [Int64]] = [:]
    private var latestWeek: [UInt64: Int64] = [:]
    private var weeks: [Week: Interactions] = [:]

    private static let types: Set<EventType> = [
        .interaction, .conversion, .order, .lead, .messageClicked, .reaction, .comment, .share,
        .save, .linkClick, .follow, .directMessage, .surveyAnswered, .review, .participation,
    ]
    private static let week: Int64 = 7 * 86_400_000
    /// A Monday.
    private static let monday: Int64 = 4 * 86_400_000

    init(_ configuration: ModelConfiguration) {
        silence = configuration.feedback.silence
        lateness = configuration.largestLateness
        zone = configuration.zone
    }

    /// An event of a person (0: nobody) that trackers see.
    mutating func see(
        _ event: Event,
        person: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        if event.type == .directMessage { hear(event, person, watermark, &panes) }
        if person != 0, Self.types.contains(event.type) { count(event, person, watermark, &panes) }
    }

    private mutating func hear(
        _ event: Event,
        _ person: UInt64,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        let key = event.thread != 0 ? event.thread : person
        var known = key == 0 ? [] : threads[key] ?? []
        if let latest = known.max(), reached(watermark, latest + silence + lateness) { known = [] }
        var wrote = ModelFact(.fanWrote, of: event)
        if let last = known.filter({ $0 <= event.time }).max() {
            wrote.fact.value = event.time - last
        } else {
            wrote.fact.value = known.count == 2 ? 0 : .max
        }
        threads[key] = (known + [event.time]).sorted().suffix(2)
        if !event.flags.contains(.own) { _ = panes.take(wrote, watermark: watermark) }
    }

    private mutating func count(
        _ event: Event,
        _ person: UInt64,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        let start = aligned(zone.local(event.time) - Self.monday, to: Self.week) + Self.monday
        let latest = max(latestWeek[person] ?? start, start)
        latestWeek[person] = latest
        if start < latest - Self.week { return }
        let week = Week(person: person, start: start)
        var known = weeks[week] ?? Interactions(first: event)
        known.count += 1
        var interacted = ModelFact(.personInteracted, of: known.first)
        interacted.fact.channel = .business
        interacted.fact.time = start
        interacted.fact.value = known.count
        panes.restate(
            &known.statement,
            as: [ModelSlot(kind: .personInteracted): interacted],
            watermark: watermark
        )
        weeks[week] = known
    }
}
