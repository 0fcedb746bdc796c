// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// `GET /api/v1/alerts`: which alerts fire, and what changed last, the newest first.
public struct AlertsRoute: HTTPRoute {
    private let reading: @Sendable () -> AlertLog.Reading

    /// A route over the alerts.
    ///
    /// - Parameter reading: what fires and what changed; any thread.
    public init(_ reading: @escaping @Sendable () -> AlertLog.Reading) { self.reading = reading }

    /// Answers with the records of the alerts, as they stand on the topic.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        try QueryParameters(request.query).allow([])
        let reading = reading()
        let firing = reading.firing.values.sorted { ($0.since, $1.key) > ($1.since, $0.key) }
        return .json(request) { json in
            json.object { json in
                json.field("alerts") { json in json.array(firing) { $0.value(json: $1.json) } }
                json.field("history") { json in
                    json.array(reading.changes.reversed()) { $0.value(json: $1.json) }
                }
                json.field("changes", reading.count)
                json.field("dropped", reading.droppedCount)
            }
        }
    }
}
