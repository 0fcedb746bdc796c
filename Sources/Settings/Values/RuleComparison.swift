// SPDX-License-Identifier: Apache-2.0

/// What a rule compares a window with.
public enum RuleComparison: String, Choice, Sendable, Hashable {
    /// The window before.
    case previous
    /// The same window of the day before.
    case day
    /// The same window of the week before.
    case week
}
