// SPDX-License-Identifier: Apache-2.0

public import Events

/// Which facts of a kind a measure takes.
@frozen public struct FactFilter: Sendable, Hashable {
    /// Bits of the channels that are taken, by `Channel.rawValue`; all by default.
    public var channels: UInt16
    /// Flags that must be set.
    public var flags: UInt8
    /// The running total that must have changed; nil takes every one.
    public var metric: TotalsMetric?

    /// Takes every fact unless restricted.
    public init(channels: [Channel] = [], flags: FactFlags = [], metric: TotalsMetric? = nil) {
        self.channels =
            channels.isEmpty
            ? .max : channels.reduce(into: 0) { bits, channel in bits |= 1 << channel.rawValue }
        self.flags = flags.rawValue
        self.metric = metric
    }

    /// Whether a fact passes.
    ///
    /// - Complexity: O(1).
    @inlinable public func takes(_ fact: Fact) -> Bool {
        channels & (1 << UInt16(fact.channel.rawValue)) != 0
            && fact.flags.rawValue & flags == flags
            && (metric == nil || metric == fact.metric)
    }
}
