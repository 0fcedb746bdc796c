// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import KPIs

/// A store with two KPIs, one of them by country, and a status in which nothing is empty.
struct PublishedFixture {
    let store: SnapshotStore
    let visits: Int
    let visitsByCountry: Int
    let bounceRate: Int

    /// The end of the window that `reading` is of, ms.
    static let end: Int64 = 1_750_000_000_000

    init(seriesLimit: Int = 1_000) throws {
        let compiler = PlanCompiler(selections: [
            KPISelection("web.visits", by: [["country"]], windows: [60_000]),
            KPISelection("web.bounce_rate", windows: [60_000]),
        ])
        let plan = try compiler.compile()
        store = SnapshotStore(plan: plan, seriesLimit: seriesLimit)
        func output(_ id: String, isTotal: Bool) -> Int? {
            plan.outputs.firstIndex {
                plan.kpis[$0.kpi].id == id
                    && (plan.tables[$0.table].groupingSet == 0) == isTotal
            }
        }
        visits = output("web.visits", isTotal: true) ?? -1
        visitsByCountry = output("web.visits", isTotal: false) ?? -1
        bounceRate = output("web.bounce_rate", isTotal: true) ?? -1
    }

    /// The number of a new series.
    func register(country: String) -> Int? {
        store.register(
            output: visitsByCountry,
            dimensions: [("country", country)],
            isOverflow: false
        )
    }

    /// The application around the store.
    func application(_ clock: ManualClock) -> ServedApplication {
        Self.application(store, clock)
    }

    static func application(_ store: SnapshotStore, _ clock: ManualClock) -> ServedApplication {
        ServedApplication(
            store: store,
            name: "shop",
            version: "1.2.3",
            zone: "Europe/Rome",
            everyMilliseconds: 1_000,
            boot: "b0"
        ) { clock.now }
    }

    static func reading(_ value: Double?, num: Double, den: Double? = nil) -> Reading {
        Reading(
            start: end - 60_000,
            end: end,
            value: KPIValue(value: value, num: num, den: den, n: num)
        )
    }

    static var status: PublishedStatus {
        var status = PublishedStatus()
        status.role = .leader
        status.topics = [
            .init(
                name: "we\"b",
                records: [
                    .init(name: "decoded", count: 110, restored: 100),
                    .init(name: "empty", count: 1),
                ],
                events: [
                    .init(name: "counted", count: 112, restored: 100),
                    .init(name: "late", count: 2),
                ],
                rejections: [.init(name: "bad_json", count: 3)]
            )
        ]
        status.rejections = [
            .init(
                topic: "we\"b",
                partition: 2,
                offset: 41,
                index: 1,
                reason: "bad_json",
                error: "The event is not well-formed JSON.",
                timestamp: end - 1_000,
                count: 3
            )
        ]
        status.partitions = [
            .init(topic: "web", partition: 0, watermark: end + 1_500, lag: 7, isIdle: false),
            .init(topic: "web", partition: 1, watermark: nil, lag: nil, isIdle: true),
        ]
        status.partitions[0].lostRecords = 3
        status.commitPendingSeconds = 2.5
        status.watermark = end + 1_500
        status.rings = [.init(name: "ingest", fillRatio: 0.25)]
        status.tables = [
            .init(name: "sessions", entries: 5, limit: 100, refused: 8),
            .init(name: "series", entries: 6, limit: 200),
        ]
        status.receivers = [.init(name: "webhook/h:1", limit: 50)]
        status.receivers[0].requests = [.init(name: "accepted", count: 21)]
        (status.receivers[0].waiting, status.receivers[0].dropped) = (22, 23)
        status.receivers[0].trouble = "it answers with status 500"
        status.overflows = [.init(name: "country", count: 4)]
        status.commits = [.init(name: "committed", count: 9)]
        status.transitions = 6
        status.stateBytes = 4_096
        status.dedupHorizonSeconds = 3_600
        status.pollGap = DurationHistogram(upperBoundsSeconds: [0.0025, 0.05])
        status.pollGap.observe(0.0005, times: 4)
        status.pollGap.observe(0.25)
        status.commitDuration = DurationHistogram(upperBoundsSeconds: [0.1])
        status.commitDuration.observe(0.05)
        status.eventToSnapshot = DurationHistogram(upperBoundsSeconds: [1, 5])
        status.eventToSnapshot.observe(2.5, times: 2)
        status.earlySkipped = 6
        return status
    }
}
