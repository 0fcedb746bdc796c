// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// One entry of `alerts.rules`.
    public struct AlertRule: Sendable, Hashable {
        /// What alerts are named; empty when it is missing.
        public var name = ""

        /// Id of a KPI that is computed; empty when it is missing.
        public var kpi = ""

        /// Windows that are judged; nil: the shortest that the KPI has.
        public var window: Window?

        /// Dimensions whose series are judged, each by itself; empty: those of `values`.
        public var by: [String] = []

        /// The only series that is judged, dimension to value; a dimension that is absent takes all.
        public var values: [String: String] = [:]

        /// Values beyond it are off.
        public var above: Double?

        /// Values below it are off.
        public var below: Double?

        /// What is compared with; then `above` and `below` are percent of change.
        public var change: RuleComparison?

        /// Whether it tells that nothing comes.
        public var noData = false

        /// Records behind the ends of the inputs, beyond which it fires.
        public var lag: Int?

        /// The share of rejected events beyond which it fires.
        public var rejects: Double?

        /// How far the watermark may be behind the clock on the wall.
        public var stale: Duration?

        /// How long it must hold; nil: a window, or a minute of inputs.
        public var hold: RuleHold?

        /// How bad it is; nil: a breach.
        public var severity: RuleSeverity?

        /// A smaller sample is not judged.
        public var minimumSample = 0.0

        /// Whether it is about the inputs instead of a KPI.
        public var isOfInputs: Bool { lag != nil || rejects != nil || stale != nil }

        /// The defaults.
        public init() {}
    }
}
