// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// A counter that has `CacheLine.bytes` for itself.
///
/// Use it for a word that one thread writes often while others read it. In an array, or at an
/// address aligned to `CacheLine.bytes`, no other word shares its lines.
@frozen public struct PaddedCursor: ~Copyable, Sendable {
    /// The counter; each access names its memory ordering.
    public let value: Atomic<UInt64>
    @usableFromInline let padding: InlineArray<15, UInt64>

    /// Makes a counter.
    ///
    /// - Parameter initialValue: the first value.
    @inlinable public init(_ initialValue: UInt64 = 0) {
        value = Atomic(initialValue)
        padding = InlineArray(repeating: 0)
    }
}
