// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The latest values of all series, or of some: `/api/v1/snapshot`.
public final class SnapshotRoute: HTTPRoute {
    /// Renderings that are kept or being sent.
    public static let renderingLimit = 8

    private let application: ServedApplication
    private let renderings = Renderings<Subject>(limit: renderingLimit)

    /// A route.
    public init(_ application: ServedApplication) { self.application = application }

    private struct Subject: Equatable {
        var filter: SeriesFilter
        var sequence: UInt64
        var second: Int64
    }

    /// Answers with the values.
    ///
    /// - Throws: 400 for parameters that cannot be read, 404 for what is not counted, 503 while slow clients hold all renderings.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        let state = application.store.current
        let query = try QueryParameters(request.query)
        try query.allow(SeriesFilter.parameters)
        let filter = try SeriesFilter(query, plan: state.plan)
        let now = application.now()
        let subject = Subject(filter: filter, sequence: state.sequence, second: now / 1_000)
        return try .json(request, version: application.version(of: state)) {
            coding throws(HTTPProblem) in
            try renderings.body(subject, coding) { bytes in
                bytes.writeJSON { json in
                    json.object { write(state, filter, now, to: &$0) }
                }
            }
        }
    }

    private func write(
        _ state: PublishedState,
        _ filter: SeriesFilter,
        _ now: Int64,
        to json: inout JSONWriter
    ) {
        json.field("application", application.name)
        json.field("generation", state.generation)
        json.field("sequence", state.sequence)
        json.field("watermark", state.status.watermark)
        json.field("now", now)
        json.field("dropped_series", state.droppedSeries)
        json.field("series") { json in
            json.array { json in
                for number in state.series.indices
                where state.changes[number] > 0 && filter.takes(state.series[number]) {
                    json.value(series: number, of: state)
                }
            }
        }
    }
}
