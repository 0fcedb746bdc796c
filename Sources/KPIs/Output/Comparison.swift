// SPDX-License-Identifier: Apache-2.0

/// How a value compares with that of the window before.
public struct Comparison: Sendable, Equatable {
    /// The difference; nil where either value is missing.
    public let change: Double?
    /// The difference in parts of the earlier value; nil also where that is 0.
    public let growth: Double?

    /// Compares a value with the earlier one.
    public init(of value: Double?, with previous: Double?) {
        guard let value, let previous else {
            change = nil
            growth = nil
            return
        }
        change = value - previous
        growth = previous == 0 ? nil : (value - previous) / previous
    }
}
