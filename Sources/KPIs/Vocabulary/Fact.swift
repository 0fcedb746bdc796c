// SPDX-License-Identifier: Apache-2.0

public import Events

/// What happened, ready to count.
@frozen public struct Fact: Sendable, BitwiseCopyable, Equatable {
    /// What happened.
    public var kind: FactKind
    /// The touchpoint.
    public var channel: Channel
    /// The running total that changed, for `FactKind.totalsChanged`.
    public var metric: TotalsMetric
    /// One of a few words, below 32: of a session's facts the `TrafficSource` of its entry.
    public var word: UInt8 = 0
    /// Properties that filters ask for.
    public var flags: FactFlags
    /// Goals that a session reached, as bits by their position in `Plan.goals`.
    public var goals: UInt16 = 0
    /// Combination of dimension values (a number of the aggregator's combination table).
    public var combination: UInt32
    /// What lists count: a value of the dimension that the measure lists; 0: nothing.
    public var top: UInt32
    /// Event time that decides the owning pane, ms since 1970 UTC.
    public var time: Int64
    /// The measured quantity: ms, or millionths of a unit (`Fact.unit`).
    public var value: Int64
    /// A second quantity: pages or screens.
    public var count: Int64
    /// What distinct counts count.
    public var item: UInt64

    /// How many steps of `value` make one unit of a quantity that is not a time.
    public static let unit: Int64 = 1_000_000

    /// A fact of the given kind, with nothing measured unless said.
    @inlinable public init(
        _ kind: FactKind,
        channel: Channel,
        time: Int64,
        combination: UInt32,
        metric: TotalsMetric = .reach,
        flags: FactFlags = [],
        value: Int64 = 0,
        count: Int64 = 0,
        item: UInt64 = 0,
        top: UInt32 = 0
    ) {
        self.kind = kind
        self.channel = channel
        self.metric = metric
        self.flags = flags
        self.combination = combination
        self.time = time
        self.value = value
        self.count = count
        self.item = item
        self.top = top
    }
}
