// SPDX-License-Identifier: Apache-2.0

/// Tries again at once: the lowest latency, at the price of a whole core.
public struct BusySpinWaitStrategy: WaitStrategy {
    /// Makes the strategy.
    public init() {}

    /// Returns at once.
    @inlinable public mutating func wait() {}

    /// Does nothing: there is no state.
    @inlinable public mutating func reset() {}
}
