// SPDX-License-Identifier: Apache-2.0

/// When an alert on the inputs themselves is due: that they are read late, or hold what cannot be read.
///
/// Pure; any thread.
public struct InputRule: Sendable, Equatable {
    /// What is off.
    public enum Condition: Sendable, Equatable {
        /// More records between what was read and the ends of the inputs.
        case lag(above: Int64)
        /// A larger share of events that were rejected, a record that was rejected whole being one.
        case rejects(above: Double)
        /// A watermark that is further behind the clock on the wall, ms.
        case stale(above: Int64)

        /// What settings call it.
        public var name: String {
            switch self {
            case .lag: "lag"
            case .rejects: "rejects"
            case .stale: "stale"
            }
        }
    }

    /// What its alerts are named.
    public let name: String
    /// What is off.
    public let condition: Condition
    /// How long it must hold, ms; of rejects, over how long they are counted.
    public var hold: Int64 = 60_000
    /// How bad it is.
    public var severity = AlertChange.Severity.breach
    /// A share of fewer events is not judged.
    public var minimumSample = 0.0

    /// A rule that a minute turns.
    public init(_ name: String, _ condition: Condition) {
        (self.name, self.condition) = (name, condition)
    }

    /// The key of its alert: that of a series, with nothing for the KPI and its window, what is off for
    /// dimensions, and its name.
    public var key: String { "||\(condition.name)|\(name)" }
}
