// SPDX-License-Identifier: Apache-2.0

/// Yes-or-no properties of a fact that filters can ask for.
@frozen public struct FactFlags: OptionSet, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt8

    /// Makes a set of flags from its bits.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The session held at least one key event (conversion, order, lead).
    public static let converted = FactFlags(rawValue: 1 << 0)
    /// Paid reach.
    public static let paid = FactFlags(rawValue: 1 << 1)
}
