// SPDX-License-Identifier: Apache-2.0

/// That an alert fires, fires more or less severely, or is over: what its record says.
public struct AlertChange: Sendable, Equatable {
    /// Whether it fires.
    public enum Status: String, Sendable, CaseIterable { case firing, resolved }

    /// How bad it is.
    public enum Severity: String, Sendable, CaseIterable {
        /// A value near the limit.
        case warn
        /// A value beyond it.
        case breach
        /// No value where there were some.
        case noData = "no_data"

        /// What a status against a target is worth; nil: no alert.
        ///
        /// A sample that is too small, or nothing to compare with, neither raises nor clears: a target
        /// keeps its status then.
        public init?(_ status: TargetStatus) {
            switch status {
            case .warn: self = .warn
            case .breach: self = .breach
            case .noData: self = .noData
            case .ok, .lowSample, .noBaseline: return nil
            }
        }
    }

    /// The name of the rule: the KPI's id where it is its target.
    public let name: String
    /// Whether it fires.
    public let status: Status
    /// How bad it is, or was.
    public let severity: Severity
    /// The KPI; empty: it is of the inputs.
    public let kpi: String
    /// Names and values of the series as written, sorted by name.
    public let dimensions: [(name: String, value: String)]
    /// Size of the window as snapshots write it; empty: it is of the inputs.
    public let window: String
    /// End of the window whose value turned it, ms; of inputs, when it turned.
    public let since: Int64
    /// The key of its record: `kpi|window|dim=value,…`, and `|name` behind it of a rule.
    public let key: String
    /// Its record, one JSON object.
    public let json: [UInt8]

    /// A change.
    public init(
        name: String,
        status: Status,
        severity: Severity,
        kpi: String,
        dimensions: [(name: String, value: String)],
        window: String,
        since: Int64,
        key: String,
        json: [UInt8]
    ) {
        self.name = name
        self.status = status
        self.severity = severity
        self.kpi = kpi
        self.dimensions = dimensions
        self.window = window
        self.since = since
        self.key = key
        self.json = json
    }

    /// Whether both say the same of the same.
    public static func == (left: AlertChange, right: AlertChange) -> Bool {
        left.key == right.key && left.status == right.status && left.json == right.json
    }
}
