// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import TestSupport

/// What is told while things break: the shop's story, opinions and money, and pages that come late.
///
/// Each tracker has something to do, finals are revised, and nothing is so late that a window does not
/// take it.
enum LongStory {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 24 * hour

    /// Long enough for the slowest KPI, which waits for 91 days.
    private static let quietDays: Int64 = 100

    /// Of an hour: longer than by default, so that what comes late makes revisions.
    static let lateness: [Int64: Int64] = [hour: hour, day: 3 * hour]

    static let windows: [WindowShape] = [.tumbling(hour), .tumbling(day), .week]

    /// One KPI of each tracker at least, and of each kind of formula.
    static let selections: [KPISelection] =
        [
            ("web.pageviews", "country"), ("web.visitors", "country"), ("web.visits", "country"),
            ("web.bounce_rate", "country"), ("web.conversion_rate", nil),
            ("web.avg_session_duration", nil), ("email.delivery_rate", "country"),
            ("email.open_rate", nil), ("email.ctr", "campaign"), ("app.installs", nil),
            ("social.reach", "campaign"), ("social.engagements", nil),
            ("social.audience_change", nil), ("cx.nps", nil), ("cx.sentiment_net", nil),
            ("cx.response_rate", nil), ("rep.rating", nil), ("mkt.revenue", nil),
            ("mkt.cost", "campaign"), ("mkt.leads_new", nil),
            ("mkt.revenue_attributed", "campaign"), ("social.messages_started", nil),
            ("journey.contact", nil), ("journey.trust", nil), ("web.top_pages", nil),
        ].map { id, dimension in
            KPISelection(id, by: dimension.map { [[$0]] } ?? [], windows: Array(windows.prefix(2)))
        } + [
            KPISelection("app.active_users", by: [["country"]], windows: [.tumbling(day)]),
            KPISelection("app.retention_d1", windows: [.tumbling(day)]),
            KPISelection("mkt.clv", windows: [.tumbling(day)]),
            KPISelection("cx.relationship", windows: [.week]),
        ]

    /// Lets a scene ask for the KPIs.
    static func apply(to scene: inout Scene) {
        let kpis = selections.map { selection in
            let by = selection.by.map { "[\($0.joined(separator: ", "))]" }
            let windows = (selection.windows ?? []).map(\.text)
            return "{id: \(selection.id), by: [\(by.joined(separator: ", "))], "
                + "windows: [\(windows.joined(separator: ", "))]}"
        }
        scene.sections["windows"] = "[\(windows.map(\.text).joined(separator: ", "))]"
        scene.sections["kpis"] = "[\(kpis.joined(separator: ", "))]"
        scene.sections["time"] =
            "{out_of_orderness: 10m, idle: 1h, lateness: {1h: 1h, 1d: 3h}}"
    }

    /// The records in the order in which they are written.
    static func records(
        seed: UInt64,
        days: Int64,
        eventsPerDay: Int,
        partitions: Int32
    ) -> [TopicRecord] {
        let story = StoryRecords.records(
            seed: seed,
            days: days,
            eventsPerDay: eventsPerDay,
            partitions: partitions,
            quietDays: quietDays
        )
        var random = SplitMix64(seed: seed)
        let late = story.compactMap { lateCopy(of: $0, &random) }
        var opinions = Opinions(random, partitions: partitions)
        let others = opinions.records(from: Scene.midnight, days: days)
        let body = story.dropFirst(Int(partitions)).dropLast(Int(partitions)) + late + others
        let end = Scene.midnight + days * day
        // Sorting is stable only by what is compared.
        let ordered = body.enumerated().filter { ($0.element.timestamp ?? 0) < end }.sorted {
            ($0.element.timestamp ?? 0, $0.offset) < ($1.element.timestamp ?? 0, $1.offset)
        }
        return story.prefix(Int(partitions)) + ordered.map(\.element)
            + story.suffix(Int(partitions))
    }

    /// Of some page views another one of the same moment, which comes an hour or two later.
    private static func lateCopy(
        of record: TopicRecord,
        _ random: inout SplitMix64
    ) -> TopicRecord? {
        guard let text = record.text, text.hasPrefix(#"{"type":"page_view","time":"20"#),
            let id = text.firstRange(of: #""id":""#), random.chance(2)
        else { return nil }
        var late = record
        late.timestamp = (record.timestamp ?? 0) + random.number(75 * 60_000...119 * 60_000)
        let changed = text.replacingCharacters(in: id, with: #""id":"late-"#)
        late.value = Array(changed.utf8)
        return late
    }
}
