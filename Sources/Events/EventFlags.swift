// SPDX-License-Identifier: Apache-2.0

/// What is known of an event in yes or no.
@frozen public struct EventFlags: OptionSet, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt16

    /// Makes a set of flags from its bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The source says that no person did this (`human: false`).
    @inlinable public static var nonHuman: Self { Self(rawValue: 1 << 0) }
    /// Paid reach.
    @inlinable public static var paid: Self { Self(rawValue: 1 << 1) }
    /// Message or post by the brand itself.
    @inlinable public static var own: Self { Self(rawValue: 1 << 2) }
    /// `value` was given.
    @inlinable public static var hasValue: Self { Self(rawValue: 1 << 3) }
    /// `score` was given.
    @inlinable public static var hasScore: Self { Self(rawValue: 1 << 4) }
    /// `received` was given by the event, not taken from the record.
    @inlinable public static var hasReceived: Self { Self(rawValue: 1 << 5) }
    /// `id` was given by the source; else it is a hash of the event's bytes.
    @inlinable public static var hasID: Self { Self(rawValue: 1 << 6) }
    /// `sentiment` was given.
    @inlinable public static var hasSentiment: Self { Self(rawValue: 1 << 7) }
}
