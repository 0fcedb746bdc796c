// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Which of the published series a client asks for: `?kpi=a,b&window=1m&by=country`.
struct SeriesFilter: Sendable, Hashable {
    /// The parameters it reads.
    static let parameters: Set = ["kpi", "window", "by"]

    /// By position in `Plan.outputs`.
    private let isWanted: [Bool]

    /// Reads a filter; without parameters it takes everything.
    ///
    /// - Throws: 400 for what cannot be read, 404 for KPIs, windows and dimensions that are not
    ///   counted.
    init(_ query: QueryParameters, plan: Plan) throws(HTTPProblem) {
        let kpis = try Self.kpis(query, plan)
        // What is no window at all is a window that nobody counts.
        let window = query.text("window")
        let shape = window.flatMap { WindowShape(text: $0) }
        let groupingSet = try Self.groupingSet(query, plan)
        isWanted = plan.outputs.map { output in
            (kpis?.contains(plan.kpis[output.kpi].id) ?? true)
                && (window == nil || output.shape.isMeant(by: shape))
                && (groupingSet.map { $0 == plan.tables[output.table].groupingSet } ?? true)
        }
        guard window == nil || plan.outputs.contains(where: { $0.shape.isMeant(by: shape) })
        else {
            throw HTTPProblem(
                .notFound,
                "No KPI has windows of this size; see /api/v1/kpis.",
                parameter: "window"
            )
        }
    }

    /// Whether a series is wanted.
    func takes(_ series: PublishedSeries) -> Bool { isWanted[series.output] }

    private static func kpis(
        _ query: QueryParameters,
        _ plan: Plan
    ) throws(HTTPProblem) -> Set<String>? {
        guard let names = try query.list("kpi") else { return nil }
        let known = Set(plan.kpis.map(\.id))
        guard !names.isEmpty, names.allSatisfy(known.contains) else {
            throw HTTPProblem(
                .notFound,
                "A KPI of this name is not counted; see /api/v1/kpis.",
                parameter: "kpi"
            )
        }
        return Set(names)
    }

    private static func groupingSet(
        _ query: QueryParameters,
        _ plan: Plan
    ) throws(HTTPProblem) -> Int? {
        guard let names = try query.list("by") else { return nil }
        guard let set = plan.groupingSet(of: names) else {
            throw HTTPProblem(
                .notFound,
                "Nothing is counted by these dimensions; see /api/v1/kpis.",
                parameter: "by"
            )
        }
        return set
    }
}

extension WindowShape {
    /// Whether a client that asks for windows means these: of its size, whatever the hop, unless
    /// it names one.
    func isMeant(by asked: WindowShape?) -> Bool {
        guard let asked else { return false }
        if self == asked { return true }
        if case .sliding = asked { return false }
        return sizeText == asked.sizeText
    }
}

extension Plan {
    /// The grouping set of dimensions, in any order; nil: there is none.
    func groupingSet(of names: [String]) -> Int? {
        groupingSets.indices.first { dimensionNames(of: $0) == names.sorted() }
    }
}
