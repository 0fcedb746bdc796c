// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Synchronization

/// The aggregator on the ingest thread itself: no hand-over, cheapest per event.
struct DirectAggregation: Aggregation, ~Copyable {
    /// The most values in a batch.
    static var batchLimit: Int { 20_000 }
    /// How often ticks show the state to others, ms.
    private static var publishInterval: Int64 { 200 }

    private var events: Lookahead
    private let port: CommitPort
    private let status: AggregatorStatus
    /// Records the state at each barrier; nil: no state is kept.
    private var recorder: StateRecorder?
    /// Names series and values.
    private let maker: SnapshotMaker?
    /// Where finals are kept for readers; nil: nowhere.
    private let history: FinalHistory?
    /// Where alerts are kept; nil: there are none.
    private let alerts: AlertLog?
    /// How series stand against rules; nil: there are none.
    private var rules: RuleBook?
    /// Which rules on inputs fire; nil: there are none.
    private var inputRules: InputBook?
    private var adoptedCount = 0
    /// When a tick shows the state to others again, monotonic ms.
    private var nextPublishing = Int64.min

    init(
        _ aggregator: consuming Aggregator,
        port: CommitPort,
        status: AggregatorStatus,
        recorder: StateRecorder? = nil,
        maker: SnapshotMaker? = nil,
        history: FinalHistory? = nil,
        alerts: AlertLog? = nil,
        rules: RuleBook? = nil,
        inputRules: InputBook? = nil
    ) {
        (self.maker, self.history, self.alerts) = (maker, history, alerts)
        events = Lookahead(aggregator)
        self.port = port
        self.status = status
        self.recorder = recorder
        (self.rules, self.inputRules) = (rules, inputRules)
    }

    var isDue: Bool { events.isDue }
    var areTransitionsFull: Bool { events.areTransitionsFull }
    var isReadyForBarrier: Bool { true }

    mutating func addPartition(source: UInt64) -> Int? {
        events.settled { $0.addPartition(source: source) }
    }

    mutating func adoptPartition() -> Int {
        adoptedCount += 1
        return adoptedCount - 1
    }

    mutating func retirePartition(_ partition: Int, now: Int64) {
        events.settled { $0.retirePartition(partition, now: now) }
    }

    @inline(__always)
    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        events.ingest(&event, partition: partition, now: now)
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        events.ingestUnwanted(time: time, partition: partition, now: now)
    }

    /// Counts what waits for its memory: see `Lookahead`.
    mutating func settle() { events.settle() }

    mutating func recordSeen(partition: Int, now: Int64) {
        events.recordSeen(partition: partition, now: now)
    }

    mutating func endOfPartition(_ partition: Int, now: Int64) {
        events.endOfPartition(partition, now: now)
    }

    mutating func tick(now: Int64, sourceIsHealthy: Bool) {
        events.settled { aggregator in
            aggregator.tick(now: now, sourceIsHealthy: sourceIsHealthy)
            guard now >= nextPublishing else { return }
            nextPublishing = now + Self.publishInterval
            status.publish(aggregator)
        }
    }

    mutating func beginIdle(at wallClock: Int64) {
        events.settled { $0.beginIdle(at: wallClock) }
    }

    mutating func lostEvents(before time: Int64) {
        events.settled { $0.lostEvents(before: time) }
    }

    mutating func barrier(_ contents: BarrierContents, now: Int64) {
        // Taken out, so that nothing of it is copied.
        var recorder = recorder.take()
        var rules = rules.take()
        var inputRules = inputRules.take()
        events.settled { aggregator in
            let values = aggregator.collect(limit: Self.batchLimit, now: now)
            var changes = alerts?.stageOrphans(emitted: SystemClock.wall) ?? []
            let turns = aggregator.takeTurns()
            if let maker {
                let baselines = history?.stage(values, maker, rules) ?? RuleBaselines()
                changes += alerts?.stage(turns, maker) ?? []
                changes += alerts?.stage(values, &rules, maker, baselines) ?? []
            }
            changes +=
                alerts?.stage(contents, &inputRules, watermark: aggregator.watermark, now: now)
                ?? []
            let outcomes = contents.counts.indices.map { aggregator.outcomes(of: $0) }
            status.publish(aggregator)
            port.send(
                values: values,
                rejected: contents.rejected,
                counts: contents.counts,
                outcomes: outcomes,
                transitions: aggregator.takeTransitions(),
                alerts: changes,
                ended: turns.filter(\.isQuiet).map(EndedStatus.init),
                state: contents.state.flatMap {
                    Self.record(
                        &aggregator,
                        history,
                        alerts,
                        rules,
                        inputRules,
                        behind: $0,
                        to: &recorder
                    )
                }
            )
        }
        self.recorder = recorder
        (self.rules, self.inputRules) = (rules, inputRules)
    }

    /// The state of both stages at a barrier; nil: none is kept.
    private static func record(
        _ aggregator: inout Aggregator,
        _ history: FinalHistory?,
        _ alerts: AlertLog?,
        _ rules: RuleBook?,
        _ inputRules: InputBook?,
        behind ingest: [UInt8],
        to recorder: inout StateRecorder?
    ) -> RecordedState? {
        guard var own = recorder.take() else { return nil }
        let isWhole = own.isUnused
        var delta = aggregator.record(to: &own, behind: ingest)
        own.goOn(behind: delta)
        delta = []
        history?.record(to: &own)
        alerts?.record(to: &own)
        rules?.record(to: &own)
        inputRules?.record(to: &own)
        delta = own.takeDelta()
        recorder = own
        return RecordedState(
            delta: delta,
            isWhole: isWhole,
            turns: own.turns,
            watermark: aggregator.watermark
        )
    }
}
