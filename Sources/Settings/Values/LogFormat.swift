// SPDX-License-Identifier: Apache-2.0

/// Forms of a log line.
public enum LogFormat: String, Choice, Sendable, Hashable {
    /// For people.
    case text

    /// One JSON object a line.
    case json
}
