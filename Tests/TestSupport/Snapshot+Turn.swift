// SPDX-License-Identifier: Apache-2.0

public import KPIs

extension Snapshot {
    /// The first minute of a series by country, by which a status turned.
    ///
    /// - Parameters:
    ///   - country: the series' value.
    ///   - status: how the series stands now.
    ///   - plan: counts a KPI by country.
    /// - Returns: a final of it.
    public static func turn(_ country: String, _ status: TargetStatus, in plan: Plan) -> Snapshot {
        Snapshot(
            kpi: 0,
            output: plan.outputs.firstIndex { plan.tables[$0.table].groupingSet != 0 } ?? -1,
            dimensions: [("country", country)],
            start: 0,
            end: 60_000,
            kind: .final,
            value: KPIValue(value: 1, num: 1, den: nil, n: 1),
            target: TargetStanding(status: status, since: 60_000),
            watermark: 0
        )
    }
}
