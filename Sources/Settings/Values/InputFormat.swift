// SPDX-License-Identifier: Apache-2.0

/// Formats of input records.
public enum InputFormat: String, Choice, Sendable, Hashable {
    /// Streamgauge's own event.
    case native

    /// Segment's tracking calls.
    case segment
}
