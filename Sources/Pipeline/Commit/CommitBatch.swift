// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// Everything that one barrier hands over, immutable until its outcome is known.
public final class CommitBatch: Sendable {
    /// Counts the batches of a run, from 1 on.
    public let sequence: UInt64
    /// Finals and revisions.
    public let values: ValueBatch
    /// Records that could not be understood.
    public let rejected: [RejectedRecord]
    /// The ingest stage's counts at the barrier, by partition.
    public let counts: [RecordCounts]
    /// The aggregator's counts at the barrier, by partition.
    public let outcomes: [EventOutcomes]
    /// What single persons did on the journey, in the order of events.
    public let transitions: [StageTransition]
    /// Alerts that changed, in order.
    public let alerts: [AlertChange]
    /// Statuses against targets that ended, because their series went quiet.
    public let ended: [EndedStatus]
    /// What changed in the state; nil: no state is kept.
    public let state: RecordedState?

    init(
        sequence: UInt64,
        values: ValueBatch,
        rejected: [RejectedRecord],
        counts: [RecordCounts],
        outcomes: [EventOutcomes],
        transitions: [StageTransition] = [],
        alerts: [AlertChange] = [],
        ended: [EndedStatus] = [],
        state: RecordedState? = nil
    ) {
        self.sequence = sequence
        self.values = values
        self.rejected = rejected
        self.counts = counts
        self.outcomes = outcomes
        self.transitions = transitions
        self.alerts = alerts
        self.ended = ended
        self.state = state
    }
}
