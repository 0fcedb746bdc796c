// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// Everything an aggregator must know before the first event.
public struct AggregatorConfiguration: Sendable {
    /// The compiled definitions.
    public var plan: Plan
    /// Times and limits of the trackers.
    public var trackers = TrackerParameters()
    /// How much events of a partition may be out of order, ms.
    public var outOfOrderness: Int64 = 60_000
    /// How long a partition that was read to its end must be silent to be idle, ms.
    public var idleAfter: Int64 = 30_000
    /// Where the watermark begins; nil: with the first event, ms.
    public var start: Int64?
    /// From when on the application saw everything, ms; windows before are not complete.
    public var completeFrom = Int64.min
    /// Windows shorter than an hour begin at this time, ms; facts before it touch no short pane.
    public var shortWindowsFrom: Int64?
    /// The most pane rows.
    public var rowLimit = 4_000_000
    /// The most series of a grouping set.
    public var seriesLimit = 100_000
    /// The most combinations of dimension values.
    var combinationLimit = CombinationTable.defaultLimit
    /// The most bytes of sketch cells.
    public var sketchLimitBytes = 512 << 20
    /// Series that are emitted even when empty: for each output the interned values of each series,
    /// by position in the grouping set.
    public var expected: [[[UInt32]]] = []
    /// Hashes of the names that conditions name (`Plan.eventNames`).
    public var names: [String: UInt64] = [:]
    /// Whether transitions of persons between stages are kept for batches.
    public var keepsTransitions = false
    /// Whether statuses against targets that turn are kept for alerts.
    public var keepsTurns = false
    /// How long a key is silent between two revisions, ms.
    public var revisionInterval: Int64 = 30_000
    /// The name of the zone of the plan's calendar.
    public var zone = "UTC"
    /// What counts only from some time on, since the state was carried over to these definitions.
    var freshness = Freshness()

    /// The defaults of the settings with a plan.
    public init(plan: Plan) { self.plan = plan }

    /// What state of this configuration means.
    public var storedPlan: StoredPlan { StoredPlan(plan, zone: zone, trackers: trackers) }

    /// Start of the first window over panes of a size; `Int64.min`: every window counts.
    ///
    /// A window that begins before short windows do would miss a part, so it is left out whole.
    func firstStart(paneSize: Int64) -> Int64 {
        guard let from = shortWindowsFrom, paneSize < Self.longPane else { return .min }
        return Emission.floor(from + paneSize - 1, paneSize)
    }

    /// Panes from this length on are not short, ms.
    private static let longPane: Int64 = 3_600_000
}
