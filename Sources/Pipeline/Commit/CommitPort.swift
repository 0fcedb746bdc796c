// SPDX-License-Identifier: Apache-2.0

public import KPIs
import RingBuffers
import Synchronization

/// Hands batches to the commit thread, one at a time.
///
/// One thread sends; the commit thread runs `serve`; anyone may read the counts.
public final class CommitPort: Sendable {
    private let waiting = Mutex<CommitBatch?>(nil)
    /// Sequence of the last batch handed over; stored before `waiting` is filled.
    private let sent = Atomic<UInt64>(0)
    /// Sequence of the last batch whose outcome is known; pairs with the load in `isIdle`.
    private let done = Atomic<UInt64>(0)
    private let failed = Atomic(false)
    private let violations = Atomic<UInt64>(0)
    private let transitions = Atomic<UInt64>(0)
    private let stateBytes = Atomic<UInt64>(0)
    private let durations = Mutex(DurationHistogram())
    // When the commit thread began with the batch that it is at, monotonic ms, or the largest number where
    // it is at none. Guards no other memory: relaxed.
    private let began = Atomic<Int64>(.max)

    /// A port without a batch.
    public init() {}

    /// Whether the batch handed over last has arrived.
    public var isIdle: Bool {
        done.load(ordering: .acquiring) == sent.load(ordering: .relaxed)
    }

    /// Batches that arrived.
    public var committedCount: UInt64 { done.load(ordering: .acquiring) }

    /// Whether a batch can never arrive: the program must stop.
    public var hasFailed: Bool { failed.load(ordering: .acquiring) }

    /// Barriers at which some partition's records and events did not add up.
    public var violationCount: UInt64 { violations.load(ordering: .relaxed) }

    /// Transitions between stages that arrived.
    public var transitionCount: UInt64 { transitions.load(ordering: .relaxed) }

    /// Bytes of changed state in batches that arrived, before they are compressed.
    public var stateByteCount: UInt64 { stateBytes.load(ordering: .relaxed) }

    /// How long commits took.
    public var commitDurations: DurationHistogram { durations.withLock { $0 } }

    /// For how long the commit thread has been at the batch in flight.
    ///
    /// Any thread.
    ///
    /// - Parameter now: monotonic time, ms.
    /// - Returns: ms; 0: there is none.
    func pendingMilliseconds(at now: Int64) -> Int64 {
        max(0, now - min(now, began.load(ordering: .relaxed)))
    }

    /// Hands a batch over; the port must be idle.
    func send(
        values: ValueBatch,
        rejected: [RejectedRecord],
        counts: [RecordCounts],
        outcomes: [EventOutcomes],
        transitions: [StageTransition] = [],
        alerts: [AlertChange] = [],
        ended: [EndedStatus] = [],
        state: RecordedState? = nil
    ) {
        precondition(isIdle, "one batch is in flight at a time")
        let sequence = sent.load(ordering: .relaxed) + 1
        let batch = CommitBatch(
            sequence: sequence,
            values: values,
            rejected: rejected,
            counts: counts,
            outcomes: outcomes,
            transitions: transitions,
            alerts: alerts,
            ended: ended,
            state: state
        )
        sent.store(sequence, ordering: .releasing)
        waiting.withLock { $0 = batch }
    }

    /// The commit thread: writes batches until it is told to stop and none is left.
    ///
    /// - Parameters:
    ///   - output: where they go.
    ///   - stop: raised when the program is to end.
    ///   - arrived: called for each batch that arrived, before another one can be sent.
    ///   - last: whether no more batches will be sent.
    public func serve(
        _ output: some CommitOutput,
        stop: StopSignal,
        arrived: () -> Void = {},
        last: () -> Bool
    ) {
        var pause = ParkingWaitStrategy()
        while true {
            let isLast = last()
            guard let batch = waiting.withLock({ $0.take() }) else {
                if isLast || hasFailed { return }
                pause.wait()
                continue
            }
            pause.reset()
            let began = SystemClock.monotonic
            self.began.store(began, ordering: .relaxed)
            defer { self.began.store(.max, ordering: .relaxed) }
            guard output.write(batch, stop: stop) else {
                failed.store(true, ordering: .releasing)
                return
            }
            check(batch)
            transitions.wrappingAdd(UInt64(batch.transitions.count), ordering: .relaxed)
            stateBytes.wrappingAdd(UInt64(batch.state?.delta.count ?? 0), ordering: .relaxed)
            let seconds = Double(SystemClock.monotonic - began) / 1_000
            durations.withLock { $0.observe(seconds) }
            arrived()
            done.store(batch.sequence, ordering: .releasing)
        }
    }

    private func check(_ batch: CommitBatch) {
        let isConserved = zip(batch.counts, batch.outcomes).allSatisfy { $0.isConserved(by: $1) }
        if !isConserved { violations.wrappingAdd(1, ordering: .relaxed) }
    }
}
