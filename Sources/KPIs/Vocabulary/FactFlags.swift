// SPDX-License-Identifier: Apache-2.0

/// Yes-or-no properties of a fact that filters can ask for.
@frozen public struct FactFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt16

    /// Makes a set of flags from its bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The session held at least one key event (conversion, order, lead).
    @inlinable public static var converted: Self { Self(rawValue: 1 << 0) }
    /// Paid reach.
    @inlinable public static var paid: Self { Self(rawValue: 1 << 1) }
    /// The session is engaged: it lasted, or showed two pages, or held a key event.
    @inlinable public static var engaged: Self { Self(rawValue: 1 << 2) }
    /// The session showed two pages or screens.
    @inlinable public static var paged: Self { Self(rawValue: 1 << 3) }
    /// The session showed two pages or screens, or held an interaction or a key event.
    @inlinable public static var acted: Self { Self(rawValue: 1 << 4) }
    /// The session acted, or lasted.
    @inlinable public static var attended: Self { Self(rawValue: 1 << 5) }
    /// The session's pages were visible for as long as makes a session engaged.
    @inlinable public static var permanent: Self { Self(rawValue: 1 << 6) }
    /// The bounce was for good.
    @inlinable public static var hard: Self { Self(rawValue: 1 << 7) }
    /// The bounce was for now.
    @inlinable public static var soft: Self { Self(rawValue: 1 << 8) }
    /// The recipient opened the message, too, as long as that is credited to it.
    @inlinable public static var opened: Self { Self(rawValue: 1 << 12) }
    /// A person clicked in the message, too, as long as that is credited to it.
    @inlinable public static var clicked: Self { Self(rawValue: 1 << 13) }
    /// The text is positive.
    @inlinable public static var positive: Self { Self(rawValue: 1 << 9) }
    /// The text is neither positive nor negative.
    @inlinable public static var neutral: Self { Self(rawValue: 1 << 10) }
    /// The text is negative.
    @inlinable public static var negative: Self { Self(rawValue: 1 << 11) }
}
