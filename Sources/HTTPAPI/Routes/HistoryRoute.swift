// SPDX-License-Identifier: Apache-2.0

import Events
public import KPIs

/// `GET /api/v1/kpis/{id}`: finals of a KPI's series, and what runs now.
///
/// `window` (the shortest one unless said), `by` (dimensions between commas; none: the total),
/// `from` and `to` (starts of windows), `limit` (points of a series, the newest), `series` (how many,
/// those with the largest sample first) and `dims.NAME=VALUE` choose.
public struct HistoryRoute: HTTPRoute {
    /// Points of a series unless said, and at most.
    private static let (usualPoints, mostPoints) = (300, 2_000)
    /// Series unless said, and at most.
    private static let (usualSeries, mostSeries) = (20, 200)
    /// Points of an answer at most, shared by its series: one thread answers all.
    private static let pointLimit = 10_000

    private let history: FinalHistory
    private let store: SnapshotStore

    /// A route over what was final and what is published.
    public init(history: FinalHistory, store: SnapshotStore) {
        (self.history, self.store) = (history, store)
    }

    /// Answers with the series, those with the largest newest sample first.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        let state = store.current
        let query = try QueryParameters(request.query)
        try query.allow(
            ["window", "by", "from", "to", "limit", "series"],
            prefix: Self.filterPrefix
        )
        let output = try output(request.parameters["id"] ?? "", query, state.plan)
        let begin = try query.time("from") ?? TimestampText.range.lowerBound
        let end = try query.time("to") ?? TimestampText.range.upperBound
        guard begin <= end else {
            throw HTTPProblem(.badRequest, "The end lies before the beginning.", parameter: "to")
        }
        let filter = query.texts(prefix: Self.filterPrefix)
        let excerpts = history.read(
            output: output,
            in: begin..<end,
            limit: try query.number("limit", in: 1...Self.mostPoints) ?? Self.usualPoints,
            seriesLimit: try query.number("series", in: 1...Self.mostSeries) ?? Self.usualSeries,
            pointLimit: Self.pointLimit
        ) { series in
            filter.allSatisfy { name, value in
                series.dimensions.contains { $0 == (name, value) }
            }
        }
        let text = HistoryText(output: output, plan: state.plan)
        let isOpen = end == TimestampText.range.upperBound
        let live = isOpen ? Self.live(of: output, in: state) : [:]
        return .json(request) { text.write(excerpts, live: live, to: &$0) }
    }

    private static let filterPrefix = "dims."

    /// The output that is asked for.
    private func output(
        _ id: String,
        _ query: QueryParameters,
        _ plan: Plan
    ) throws(HTTPProblem) -> Int {
        guard let kpi = plan.kpis.firstIndex(where: { $0.id == id }) else {
            throw HTTPProblem(.notFound, "No KPI of this id is counted.")
        }
        let outputs = plan.outputs.indices.filter { plan.outputs[$0].kpi == kpi }
        let names = Set(try query.list("by") ?? [])
        let grouped = outputs.filter { Set(plan.dimensionNames(ofOutput: $0)) == names }
        guard !grouped.isEmpty else {
            throw HTTPProblem(
                .notFound,
                "The KPI is not counted by these dimensions: /api/v1/kpis tells by which.",
                parameter: "by"
            )
        }
        let shape = try query.window("window")
        let chosen = shape.map { shape in grouped.filter { plan.outputs[$0].shape == shape } }
        guard
            let output = (chosen ?? grouped).min(by: {
                plan.outputs[$0].size < plan.outputs[$1].size
            })
        else {
            throw HTTPProblem(
                .notFound,
                "The KPI is not counted in such windows: /api/v1/kpis tells in which.",
                parameter: "window"
            )
        }
        return output
    }

    /// The running values of an output's series by their written dimensions.
    private static func live(of output: Int, in state: PublishedState) -> [String: Reading] {
        var found: [String: Reading] = [:]
        for (number, series) in state.series.enumerated() where series.output == output {
            guard let reading = state.currentLive(of: number) else { continue }
            found[HistoryText.key(series.dimensions, series.isOverflow)] = reading
        }
        return found
    }
}
