// SPDX-License-Identifier: Apache-2.0

/// Why an event or a whole record was rejected: the label of metrics and of the rejected topic.
public enum RejectionReason: UInt8, Sendable, CaseIterable {
    /// Not one JSON object, or nested too deep.
    case json
    /// Not UTF-8.
    case utf8
    /// No type.
    case type
    /// No time, or none that can be read.
    case time
    /// A field of the wrong kind, out of range, or given twice.
    case field
    /// The record's value is too large.
    case size
    /// A time too far from when the event was received.
    case badTime
    /// A record of a side topic without a key.
    case key
    /// An amount of a currency without a rate.
    case currency
    /// The record's value is compressed and damaged.
    case compression

    /// The name in metrics and headers.
    public var name: String { self == .badTime ? "bad_time" : "\(self)" }
}
