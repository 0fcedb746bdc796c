// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import KPIs
import Synchronization

/// What a scrape of many series costs the thread that serves.
enum ScrapeParts {
    private static let seriesCount = 10_000
    private static let end: Int64 = 1_750_000_000_000

    static func run() throws {
        let store = try published()
        // Each scrape comes in a second of its own, so that none is answered from the one before.
        let second = Atomic<Int64>(0)
        let route = MetricsRoute(
            store: store,
            version: "1",
            streams: StreamCounts(limit: 1),
            server: ServerCounts(),
            reloads: ReloadCounts(start: 0),
            staleAfterMilliseconds: 1 << 40,
            now: { end + 1_000 * second.wrappingAdd(1, ordering: .relaxed).newValue }
        )
        let openMetrics = "application/openmetrics-text;version=1.0.0"
        for (name, accept) in [("text", "text/plain"), ("OpenMetrics", openMetrics)] {
            let request = HTTPRequest(path: "/metrics", accept: accept)
            Stopwatch.measure(
                "a scrape of 10,000 series with targets, \(name)",
                slices: 20,
                operations: 1
            ) {
                guard (try? route.answer(request)) != nil else {
                    preconditionFailure("a rendering is free")
                }
            }
        }
    }

    /// A store with as many series, each with a final, a running value and a target.
    private static func published() throws -> SnapshotStore {
        var selection = KPISelection("web.bounce_rate", by: [["country"]], windows: [60_000])
        selection.target = TargetDraft(value: 0.5)
        let plan = try PlanCompiler(selections: [selection]).compile()
        let store = SnapshotStore(plan: plan, seriesLimit: seriesCount)
        guard
            let output = plan.outputs.firstIndex(where: { plan.tables[$0.table].groupingSet != 0 })
        else { preconditionFailure("the KPI is grouped") }
        var reading = Reading(
            start: end - 60_000,
            end: end,
            value: KPIValue(value: 0.375, num: 375, den: 1_000, n: 1_000)
        )
        reading.target = TargetStanding(status: .ok, since: end - 600_000)
        var readings: [SeriesReading] = []
        while let series = store.register(
            output: output,
            dimensions: [("country", "value \(readings.count)")],
            isOverflow: false
        ) {
            readings.append(SeriesReading(series: series, reading: reading))
        }
        precondition(readings.count >= seriesCount - 1, "the store takes as many")
        store.publish(live: readings, finals: readings)
        return store
    }
}
