// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
public import KPIs
public import Pipeline
public import Story

/// What is read and what is counted in every benchmark: the same story, the same definitions.
public enum Workload {
    /// Where the story begins: Monday 2 June 2025, 09:00 UTC, in ms since 1970.
    public static let start: Int64 = 1_748_854_800_000

    /// About how many events a second of event time has.
    ///
    /// So six million events are some fifty minutes of a busy shop: about 300 windows of 10 s, 50
    /// of 1 min, hundreds of thousands of visitors.
    public static let eventsPerSecond = 2_000

    /// The KPIs that are grouped, besides their totals; the others of the catalogue have a total only.
    public static let groupedKPIs: Set = [
        "web.pageviews", "web.visits", "web.bounce_rate", "web.conversion_rate", "email.ctr",
    ]

    /// What the grouped KPIs are grouped by: two grouping sets.
    public static let groupingSets = [["campaign"], ["campaign", "country"]]

    /// The invented day of a shop, from its beginning.
    public static func story() -> Story {
        Story(
            seed: 42,
            start: start,
            eventsPerDay: eventsPerSecond * 86_400,
            pendingLimit: 4_000_000
        )
    }

    /// The KPIs that are counted unless `BENCHMARK_KPIS` is `all`: of every tracker the usual ones.
    public static let coreKPIs: Set = [
        "web.visits", "web.visitors", "web.pageviews", "web.current_visitors", "web.bounce_rate",
        "web.avg_session_duration", "web.conversion_rate", "email.delivery_rate",
        "email.open_rate", "email.ctr", "email.ctor", "email.unsubscribe_rate", "app.installs",
        "app.active_users", "app.retention_d1", "app.screens_per_session", "social.reach",
        "social.impressions", "social.engagements", "social.engagement_rate",
    ]

    /// Whether the whole catalogue is counted.
    private static var isWhole: Bool {
        ProcessInfo.processInfo.environment["BENCHMARK_KPIS"] == "all"
    }

    /// The default windows; a KPI of the whole catalogue needs weeks, too.
    private static var windows: [WindowShape] {
        [10_000, 60_000, 3_600_000, 86_400_000] + (isWhole ? [.week] : [])
    }

    /// What is counted, some of it grouped.
    public static var selections: [KPISelection] {
        Catalogue.kpis(parameters: Catalogue.Parameters())
            .filter { isWhole || coreKPIs.contains($0.id) }
            .map { kpi in
                KPISelection(kpi.id, by: groupedKPIs.contains(kpi.id) ? groupingSets : [])
            }
    }

    /// The definitions, compiled with the default settings but for `windows`.
    ///
    /// - Parameter windows: other ones; nil: those of all benchmarks.
    /// - Returns: the plan.
    /// - Throws: `PlanError` where the catalogue no longer has one of the names above.
    public static func plan(windows: [WindowShape]? = nil) throws(PlanError) -> Plan {
        try PlanCompiler(selections: selections, windows: windows ?? self.windows).compile()
    }

    /// What the ingest stage does with the plan: one source in the native format.
    public static func ingest(_ plan: Plan) -> IngestConfiguration {
        IngestConfiguration(
            sources: [.init(format: .native, name: "shop")],
            schema: EventSchema(
                key: .fixed,
                dimensions: plan.dimensions,
                listed: plan.listedDimensions,
                listedTypes: plan.listedTypes.map { EventTypeSet(rawValue: $0) },
                wanted: EventTypeSet(rawValue: plan.wantedTypes),
                identities: plan.identities(remembersEvents: true)
            ),
            bounds: TimeBounds()
        )
    }

    /// The same as settings of the daemon.
    ///
    /// - Parameters:
    ///   - bootstrapServers: where the broker is.
    ///   - topic: what is read.
    ///   - port: where the daemon serves HTTP on loopback.
    /// - Returns: the text of a settings file.
    public static func settings(bootstrapServers: String, topic: String, port: Int) -> String {
        let kpis = selections.map { selection in
            guard !selection.by.isEmpty else { return "  - \(selection.id)" }
            let sets = selection.by.map { "[\($0.joined(separator: ", "))]" }
            return "  - id: \(selection.id)\n    by: [ \(sets.joined(separator: ", ")) ]"
        }
        return """
            application: benchmark
            identity: { key: 000102030405060708090a0b0c0d0e0f }
            kafka:
              bootstrap.servers: \(bootstrapServers)
            inputs:
              - topic: \(topic)
                format: native
                source: shop
            start: earliest
            limits: { memory: 8GB }
            windows: [ \(isWhole ? "10s, 1m, 1h, 1d, 1w" : "10s, 1m, 1h, 1d") ]
            http: { listen: "127.0.0.1:\(port)" }
            kpis:
            \(kpis.joined(separator: "\n"))

            """
    }
}
