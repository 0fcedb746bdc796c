// SPDX-License-Identifier: Apache-2.0

public import Events
public import KPIs
import Windowing

/// The heart: turns events into facts, facts into pane cells, and closed windows into values.
///
/// Single-threaded and without a clock: the same calls give the same results. One thread owns it;
/// other threads read what `view` shows. The rules are those of the Semantics page.
public struct Aggregator: ~Copyable {
    /// What other threads may read.
    public let view: AggregatorView

    let configuration: AggregatorConfiguration
    /// What its state means.
    let storedPlan: StoredPlan
    var panes: PaneStore
    var sessions: SessionTracker
    var messages: MessageTracker
    var persons: PersonTracker
    var installs: InstallTracker
    var totals: TotalsTracker
    var feedback: FeedbackTrackers
    var aliases: AliasTracker
    var duplicates: DuplicateFilter
    var emission: Emission
    private let watermarks: PartitionWatermarks
    let goals: Goals
    private let machineTypes: UInt64
    private var outcomes = PartitionArray<EventOutcomes>()
    /// The latest time of an event that anybody could count, ms: also beyond what partitions have reached.
    var latestTime = Int64.min
    private var sources = PartitionArray<UInt64>()
    /// The watermark from which on `sweep` looks at the next part of the tables, ms.
    var nextSweep = Int64.min

    /// An aggregator that has seen nothing.
    public init(_ configuration: AggregatorConfiguration) {
        self.init(withoutExpected: configuration)
        makeExpectedSeries()
    }

    /// The same without the series that are emitted even when empty: stored ones get their numbers
    /// first.
    init(withoutExpected configuration: AggregatorConfiguration) {
        self.configuration = configuration
        storedPlan = configuration.storedPlan
        let plan = configuration.plan
        let budget = RowBudget(maximum: configuration.rowLimit)
        let shapes = plan.tables.map {
            PaneTable.Shape(paneSize: $0.paneSize, cellCount: $0.cells.count)
        }
        let combinations = CombinationTable(
            dimensionCount: plan.dimensions.count,
            groupingSets: plan.groupingSets,
            seriesLimit: configuration.seriesLimit,
            limit: configuration.combinationLimit
        )
        view = AggregatorView(
            plan: plan,
            tables: PaneTables(shapes, budget: budget),
            arenas: SketchArenas(
                limitBytes: configuration.sketchLimitBytes,
                hasLists: !plan.listedDimensions.isEmpty
            ),
            levels: Levels(
                plan,
                seriesLimit: configuration.seriesLimit,
                freshness: configuration.freshness
            ),
            series: combinations.series,
            completeness: Completeness(configuration),
            budget: budget,
            watermarks: PartitionWatermarks(
                outOfOrderness: configuration.outOfOrderness,
                idleAfter: configuration.idleAfter,
                start: configuration.start
            )
        )
        watermarks = view.watermarks
        machineTypes = plan.machineTypes
        panes = PaneStore(
            plan: plan,
            tables: view.tables,
            arenas: view.arenas,
            levels: view.levels,
            combinations: combinations,
            completeness: view.completeness,
            names: configuration.names,
            freshness: configuration.freshness,
            firstPane: configuration.firstStart
        )
        goals = Goals(plan, hashes: configuration.names)
        let wanted = FactKindSet(wantedBy: plan)
        sessions = SessionTracker(
            configuration.trackers,
            goals: goals,
            wanted: wanted,
            pageSlot: plan.listsSessionPages ? plan.listSlot(of: .object) : nil
        )
        messages = MessageTracker(configuration.trackers, wanted: wanted)
        persons = PersonTracker(configuration.trackers, plan: plan)
        installs = InstallTracker(configuration.trackers, wanted: wanted)
        totals = TotalsTracker(configuration.trackers)
        feedback = FeedbackTrackers(configuration)
        aliases = AliasTracker(configuration.trackers)
        duplicates = DuplicateFilter(configuration.trackers)
        emission = Emission(configuration, view: view)
        panes.watermark = view.watermarks.current
        if watermark != .min { emission.begin(at: watermark) }
    }

    /// Makes the series that are emitted even when empty.
    mutating func makeExpectedSeries() {
        let plan = configuration.plan
        for (output, series) in configuration.expected.enumerated() {
            for values in series {
                emission.expect(panes.combinations.makeSeries(values, of: output, plan), of: output)
            }
        }
    }

    /// The watermark up to which everything is counted, ms; `Int64.min` before the first event.
    public var watermark: Int64 { panes.watermark }

    /// Whether windows are due: time for `collect`.
    public var isDue: Bool { emission.isDue(at: panes.watermark) }

    /// Whether an event of that time, ms, can make windows due that are not.
    func mayBeDue(after time: Int64) -> Bool {
        panes.watermark == .min || emission.isDue(at: time - emission.configuration.outOfOrderness)
    }

    /// Whether so many transitions between stages wait that a barrier is due at once.
    var areTransitionsFull: Bool { feedback.stages.transitions.isFull }

    /// Hands over the transitions between stages since the call before, in the order of events.
    public mutating func takeTransitions() -> [StageTransition] {
        feedback.stages.transitions.take()
    }

    /// Hands over the statuses against targets that turned since the call before.
    mutating func takeTurns() -> [TargetTurn] {
        emission.targets.takeTurns(at: panes.watermark)
    }

    /// Takes one more input partition.
    ///
    /// - Parameter source: tells sources apart whose objects have running totals.
    /// - Returns: its number, from 0 on; nil: there are too many.
    public mutating func addPartition(source: UInt64) -> Int? {
        guard let partition = watermarks.addPartition() else { return nil }
        outcomes.append(EventOutcomes())
        sources.append(source)
        return partition
    }

    /// How many input partitions there are.
    public var partitionCount: Int { outcomes.count }

    /// What became of a partition's events.
    public func outcomes(of partition: Int) -> EventOutcomes { outcomes[partition] }

    /// Tells sources apart whose objects have running totals.
    func source(of partition: Int) -> UInt64 { sources[partition] }

    /// Takes a partition as it was kept; its clock comes with all others.
    mutating func restorePartition(source: UInt64, _ counts: EventOutcomes) {
        outcomes.append(counts)
        sources.append(source)
    }

    /// Takes an event whose time is plausible.
    ///
    /// - Parameters:
    ///   - event: of a type that the schema decodes.
    ///   - partition: its number.
    ///   - now: monotonic time, ms.
    public mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        // Only a measure that asks for them sees events that no person caused.
        let types = event.flags.contains(.nonHuman) ? machineTypes : panes.plan.wantedTypes
        if types & (1 << UInt64(event.type.rawValue)) == 0 {
            outcomes[partition].filtered += 1
        } else if !duplicates.admit(event, watermark: panes.watermark) {
            outcomes[partition].duplicate += 1
        } else if count(&event, source: sources[partition]) {
            outcomes[partition].counted += 1
        } else {
            outcomes[partition].late += 1
        }
        latestTime = max(latestTime, event.time)
        watermarks.observe(partition, eventTime: event.reachedTime, now: now)
        advance()
    }

    /// Takes the time that an event has reached that no selected KPI needs.
    public mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        outcomes[partition].filtered += 1
        watermarks.observe(partition, eventTime: time, now: now)
        advance()
    }

    /// A record without a usable event came: the partition is not idle.
    public mutating func recordSeen(partition: Int, now: Int64) {
        watermarks.recordSeen(partition, now: now)
        advance()
    }

    /// A partition was read to its end.
    public mutating func endOfPartition(_ partition: Int, now: Int64) {
        watermarks.endOfPartition(partition, now: now)
        advance()
    }

    /// Nothing will come of a partition any more: it does not hold the watermark.
    public mutating func retirePartition(_ partition: Int, now: Int64) {
        watermarks.retire(partition, now: now)
        advance()
    }

    /// Lets time pass where no event comes.
    ///
    /// - Parameters:
    ///   - now: monotonic time, ms.
    ///   - sourceIsHealthy: whether the broker can be reached; silence of an outage is not idleness.
    public mutating func tick(now: Int64, sourceIsHealthy: Bool) {
        watermarks.tick(now: now, sourceIsHealthy: sourceIsHealthy)
        advance()
    }

    /// Begins at a wall-clock time when every partition is empty and nothing ever came.
    public mutating func beginIdle(at wallClock: Int64) {
        watermarks.beginIdle(at: wallClock)
        advance()
    }

    /// Takes note that events of a partition were lost: windows that may miss one are not complete.
    ///
    /// - Parameter time: when the first record behind the loss was written, ms.
    public mutating func lostEvents(before time: Int64) {
        emission.lostEvents(before: time)
    }

    @inline(__always)
    private mutating func advance() {
        let current = watermarks.current
        guard current > panes.watermark else { return }
        if panes.watermark == .min { emission.begin(at: current) }
        panes.watermark = current
        if sessions.isDue(at: current) { sessions.advance(to: current, panes: &panes) }
    }
}
