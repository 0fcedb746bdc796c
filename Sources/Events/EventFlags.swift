// SPDX-License-Identifier: Apache-2.0

/// What is known of an event in yes or no.
@frozen public struct EventFlags: OptionSet, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt16

    /// Makes a set of flags from its bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The source says that no person did this (`human: false`).
    public static let nonHuman = EventFlags(rawValue: 1 << 0)
    /// Paid reach.
    public static let paid = EventFlags(rawValue: 1 << 1)
    /// Message or post by the brand itself.
    public static let own = EventFlags(rawValue: 1 << 2)
    /// `value` was given.
    public static let hasValue = EventFlags(rawValue: 1 << 3)
    /// `score` was given.
    public static let hasScore = EventFlags(rawValue: 1 << 4)
    /// `received` was given by the event, not taken from the record.
    public static let hasReceived = EventFlags(rawValue: 1 << 5)
    /// `id` was given by the source; else it is a hash of the event's bytes.
    public static let hasID = EventFlags(rawValue: 1 << 6)
    /// `sentiment` was given.
    public static let hasSentiment = EventFlags(rawValue: 1 << 7)
}
