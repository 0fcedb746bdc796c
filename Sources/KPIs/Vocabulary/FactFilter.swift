// SPDX-License-Identifier: Apache-2.0

public import Events

/// Which facts of a kind a measure takes.
@frozen public struct FactFilter: Sendable, Hashable {
    /// Bits of the channels that are taken, by `Channel.rawValue`; all by default.
    public var channels: UInt16
    /// Flags that must be set.
    public var flags: FactFlags
    /// Flags that must not be set.
    public var withoutFlags: FactFlags
    /// Goals of which one must have been reached, as bits by their position in `Plan.goals`; 0: any
    /// fact will do.
    public var goals: UInt16 = 0
    /// Goals of which each must have been reached, in the same way.
    public var everyGoal: UInt16 = 0
    /// Bits of the words that are taken, by `Fact.word`; all by default.
    public var words: UInt32 = .max
    /// The running total that must have changed; nil takes every one.
    public var metric: TotalsMetric?
    /// The smallest and the largest `Fact.value` that are taken.
    public var values: ClosedRange<Int64> = .min ... .max
    /// The smallest and the largest `Fact.count` that are taken.
    public var counts: ClosedRange<Int64> = .min ... .max

    /// Takes every fact unless restricted.
    public init(
        channels: [Channel] = [],
        flags: FactFlags = [],
        without: FactFlags = [],
        metric: TotalsMetric? = nil
    ) {
        self.channels =
            channels.isEmpty
            ? .max : channels.reduce(into: 0) { bits, channel in bits |= 1 << channel.rawValue }
        self.flags = flags
        withoutFlags = without
        self.metric = metric
    }

    /// Whether facts of a channel may pass.
    @inlinable public func takes(_ channel: Channel) -> Bool {
        channels & (1 << UInt16(channel.rawValue)) != 0
    }

    /// Whether every fact of its channels passes.
    public var asksForChannelOnly: Bool {
        var open = FactFilter()
        open.channels = channels
        return self == open
    }

    /// Whether a fact passes.
    ///
    /// - Complexity: O(1).
    @inlinable public func takes(_ fact: Fact) -> Bool {
        takes(fact.channel) && takesOfItsChannels(fact)
    }

    /// Whether a fact of one of its channels passes.
    ///
    /// What tells most facts of a kind apart is asked first.
    ///
    /// - Complexity: O(1).
    @inlinable public func takesOfItsChannels(_ fact: Fact) -> Bool {
        values.lowerBound <= fact.value && fact.value <= values.upperBound
            && fact.flags.rawValue & flags.rawValue == flags.rawValue
            && fact.flags.rawValue & withoutFlags.rawValue == 0
            && (metric == nil || metric == fact.metric)
            && counts.lowerBound <= fact.count && fact.count <= counts.upperBound
            && words & (1 << UInt32(fact.word & 31)) != 0
            && (goals == 0 || goals & fact.goals != 0) && fact.goals & everyGoal == everyGoal
    }
}
