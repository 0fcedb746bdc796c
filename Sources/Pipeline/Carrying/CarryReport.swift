// SPDX-License-Identifier: Apache-2.0

/// What becomes of stored state that was counted by other definitions.
public struct CarryReport: Equatable, Sendable {
    /// Outputs (a KPI in one size of windows and one grouping set) that go on as they were.
    public let kept: Int
    /// Ids of the KPIs of which some output begins anew, in the order of the plan.
    public let freshKPIs: [String]
}
