// SPDX-License-Identifier: Apache-2.0

/// What a rule compares a window with.
public enum RuleComparison: String, Choice, Sendable, Hashable {
    /// The window before.
    case previous
}
