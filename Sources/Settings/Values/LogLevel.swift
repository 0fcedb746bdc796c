// SPDX-License-Identifier: Apache-2.0

/// Levels of the log, lowest first.
public enum LogLevel: String, Choice, Sendable, Hashable {
    /// Every step; only for development.
    case trace

    /// What a developer of Streamgauge asks for.
    case debug

    /// Changes of state.
    case info

    /// Changes of state that an operator wants to see.
    case notice

    /// The daemon goes on with less.
    case warning

    /// A human must act.
    case error
}
