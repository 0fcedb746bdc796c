// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Pipeline
import Sinks
import Synchronization

/// Writes batches to the output topic and the rejected topic, and waits for their delivery.
///
/// Used by the commit thread. A producer that is lost is replaced, and what has no proof of
/// delivery is sent again.
final class KafkaCommitOutput: CommitOutput {
    private struct State {
        var finals: SnapshotTopic
        var rejected: RejectedTopic?
        var transitions: TransitionTopic?
        var alerts: AlertTopic?
        var loop: DeliveryLoop
        var deadline = StopDeadline()
    }

    /// The records of a batch, by number in the order of sending.
    private struct Records {
        enum Record {
            case rejected(RejectedOutput)
            case snapshot(Snapshot)
            case transition(StageTransition)
            case alert(AlertChange)
        }

        var rejects: [RejectedOutput]
        var snapshots: [Snapshot]
        var transitions: [StageTransition]
        var alerts: [AlertChange]

        var count: Int {
            rejects.count + snapshots.count + transitions.count + alerts.count
        }

        subscript(number: Int) -> Record {
            let place = number - rejects.count
            if place < 0 { return .rejected(rejects[number]) }
            if place < snapshots.count { return .snapshot(snapshots[place]) }
            let next = place - snapshots.count
            if next < transitions.count { return .transition(transitions[next]) }
            return .alert(alerts[next - transitions.count])
        }
    }

    private let properties: KafkaProperties
    private let context: CommitContext
    private let state: Mutex<State>

    /// An output over prepared topics.
    ///
    /// - Parameters:
    ///   - properties: of the producer, to make another one.
    ///   - finals: where finals and revisions go.
    ///   - rejected: where rejected records go; nil: nowhere.
    ///   - transitions: where transitions between stages go; nil: nowhere.
    ///   - alerts: where alerts go; nil: nowhere.
    ///   - context: of the batches.
    init(
        properties: KafkaProperties,
        finals: SnapshotTopic,
        rejected: RejectedTopic?,
        transitions: TransitionTopic?,
        alerts: AlertTopic?,
        context: CommitContext
    ) {
        self.properties = properties
        self.context = context
        let loop = DeliveryLoop(producer: finals.producer)
        state = Mutex(
            State(
                finals: finals,
                rejected: rejected,
                transitions: transitions,
                alerts: alerts,
                loop: loop
            )
        )
    }

    func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
        context.write(batch) { snapshots in
            state.withLock { state in
                let records = Records(
                    rejects: state.rejected == nil ? [] : context.rejects(of: batch),
                    snapshots: snapshots,
                    transitions: state.transitions == nil ? [] : batch.transitions,
                    alerts: state.alerts == nil ? [] : batch.alerts
                )
                return deliver(records, &state, stop)
            }
        }
    }

    private var log: Log { context.log }

    private func deliver(
        _ records: Records,
        _ state: inout State,
        _ stop: StopSignal
    ) -> Bool {
        var open = Array(0..<records.count)
        while !open.isEmpty {
            let result = send(open, records, &state, stop)
            for refusal in result.refusals {
                log.error("a rejected record was refused", [("cause", refusal.error.reason)])
            }
            switch result.ending {
            case .delivered: return true
            case .stopped:
                log.error(
                    "stopped before everything was delivered",
                    [("records", "\(result.undelivered.count)")]
                )
                return false
            case .refused(_, let error):
                log.error("the broker refuses a record for good", [("cause", error.reason)])
                return false
            case .producerLost(let error):
                log.warning("the producer was lost and is replaced", [("cause", error.reason)])
                guard replaceProducer(&state) else { return false }
                open = result.undelivered
            }
        }
        return true
    }

    private func send(
        _ open: [Int],
        _ records: Records,
        _ state: inout State,
        _ stop: StopSignal
    ) -> DeliveryResult {
        let now = SystemClock.wall
        var (finals, transitions) = (state.finals, state.transitions)
        let (rejected, alerts) = (state.rejected, state.alerts)
        var deadline = state.deadline
        let result = state.loop.deliver(
            open,
            isOptional: { $0 < records.rejects.count },
            shouldStop: {
                context.beat()
                return deadline.hasPassed(stop)
            },
            send: { record, tag throws(KafkaError) in
                switch records[record] {
                case .rejected(let record):
                    try rejected?.write(record, producedAt: now, tag: tag) ?? .queued
                case .snapshot(let record): try finals.write(record, emitted: now, tag: tag)
                case .transition(let record):
                    try transitions?.write(record, emitted: now, tag: tag) ?? .queued
                case .alert(let record):
                    try alerts?.write(record, emitted: now, tag: tag) ?? .queued
                }
            }
        )
        (state.finals, state.transitions) = (finals, transitions)
        state.deadline = deadline
        return result
    }

    private func replaceProducer(_ state: inout State) -> Bool {
        do throws(KafkaError) {
            let producer = try KafkaProducer(properties: properties)
            state.finals.producer = producer
            state.rejected?.producer = producer
            state.transitions?.producer = producer
            state.alerts?.producer = producer
            state.loop.producer = producer
            return true
        } catch {
            log.error("no new producer can be made", [("cause", error.reason)])
            return false
        }
    }
}
