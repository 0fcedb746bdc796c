// SPDX-License-Identifier: Apache-2.0

/// How the times of a described input are written.
public enum InputTimeUnit: String, Choice, Sendable, Hashable {
    /// RFC 3339, with a zone.
    case rfc3339

    /// The same without a zone, which is UTC.
    case utc

    /// Seconds since 1970, with or without decimal places.
    case seconds = "s"

    /// Whole milliseconds since 1970.
    case milliseconds = "ms"

    /// Whole microseconds since 1970.
    case microseconds = "us"
}
