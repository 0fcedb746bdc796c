// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// The routes of the JSON interface, version 1.
public struct JSONInterface: Sendable {
    /// The routes by path.
    public let routes: [String: any HTTPRoute]

    /// An interface.
    ///
    /// - Parameters:
    ///   - application: What is shown.
    ///   - streams: Counts who follows the stream, and limits them.
    ///   - seriesLimit: How many series can be published.
    ///   - history: What was final.
    ///   - alerts: Which alerts fire and what changed; any thread.
    public init(
        _ application: ServedApplication,
        streams: StreamCounts,
        seriesLimit: Int,
        history: FinalHistory,
        alerts: @escaping @Sendable () -> AlertLog.Reading
    ) {
        let status = StatusRoute(application, streams: streams, seriesLimit: seriesLimit)
        routes = [
            "/openapi.json": EmbeddedFile(
                PackageResources.openapi_json,
                contentType: "application/json"
            ),
            "/api/v1/kpis": CatalogueRoute(application),
            "/api/v1/kpis/{id}": HistoryRoute(history: history, store: application.store),
            "/api/v1/alerts": AlertsRoute(alerts),
            "/api/v1/snapshot": SnapshotRoute(application),
            "/api/v1/status": status,
            "/api/v1/stream": StreamRoute(application, status: status, streams: streams),
        ]
    }
}
