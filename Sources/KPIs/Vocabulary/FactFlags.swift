// SPDX-License-Identifier: Apache-2.0

/// Yes-or-no properties of a fact that filters can ask for.
@frozen public struct FactFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt16

    /// Makes a set of flags from its bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The session held at least one key event (conversion, order, lead).
    public static let converted = FactFlags(rawValue: 1 << 0)
    /// Paid reach.
    public static let paid = FactFlags(rawValue: 1 << 1)
    /// The session is engaged: it lasted, or showed two pages, or held a key event.
    public static let engaged = FactFlags(rawValue: 1 << 2)
    /// The session showed two pages or screens.
    public static let paged = FactFlags(rawValue: 1 << 3)
    /// The session showed two pages or screens, or held an interaction or a key event.
    public static let acted = FactFlags(rawValue: 1 << 4)
    /// The session acted, or lasted.
    public static let attended = FactFlags(rawValue: 1 << 5)
    /// The session's pages were visible for as long as makes a session engaged.
    public static let permanent = FactFlags(rawValue: 1 << 6)
    /// The bounce was for good.
    public static let hard = FactFlags(rawValue: 1 << 7)
    /// The bounce was for now.
    public static let soft = FactFlags(rawValue: 1 << 8)
    /// The text is positive.
    public static let positive = FactFlags(rawValue: 1 << 9)
    /// The text is neither positive nor negative.
    public static let neutral = FactFlags(rawValue: 1 << 10)
    /// The text is negative.
    public static let negative = FactFlags(rawValue: 1 << 11)
}
