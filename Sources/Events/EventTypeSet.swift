// SPDX-License-Identifier: Apache-2.0

/// A set of event types, one bit each by raw value.
@frozen public struct EventTypeSet: OptionSet, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt64

    /// Makes a set from its bits.
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The set of one type.
    @inlinable public init(_ type: EventType) { rawValue = 1 << UInt64(type.rawValue) }

    /// Every type, also those outside the native list.
    public static let all = EventTypeSet(rawValue: .max)

    /// Whether the type is in the set.
    @inlinable public func contains(_ type: EventType) -> Bool {
        rawValue & (1 << UInt64(type.rawValue)) != 0
    }
}
