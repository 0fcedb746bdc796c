// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import Sinks
import Synchronization

/// Writes each batch in one transaction.
///
/// It carries finals, revisions, transitions, rejected records, state and offsets. State that is more
/// than a transaction may hold goes ahead in others, see `StateChunks`.
///
/// Used by the commit thread. A batch whose transaction failed is written again as it is; where the
/// outcome is not known, the state's log tells it. A producer that is lost is replaced: that is
/// routine. One that another took over ends the daemon.
final class TransactionalCommitOutput: CommitOutput {
    private struct State {
        var producer: TransactionalProducer?
        var finals: SnapshotTopic
        var rejected: RejectedTopic?
        var transitions: TransitionTopic?
        var alerts: AlertTopic?
        var commits: StateCommits
        var deadline = StopDeadline()
        var backoff = Backoff()
    }

    /// What a transaction came to.
    private enum Attempt {
        case committed
        /// Nothing of it is visible: it may be written again.
        case open
        /// Only the log tells.
        case unknown
        case hopeless(String)
    }

    private let properties: KafkaProperties
    private let application: String
    private let context: CommitContext
    private let state: Mutex<State>

    /// An output over prepared topics and an initialized producer.
    init(
        producer: TransactionalProducer,
        properties: KafkaProperties,
        finals: SnapshotTopic,
        rejected: RejectedTopic?,
        transitions: TransitionTopic?,
        alerts: AlertTopic?,
        commits: StateCommits,
        context: CommitContext
    ) {
        self.properties = properties
        application = producer.transactionalID
        self.context = context
        state = Mutex(
            State(
                producer: producer,
                finals: finals,
                rejected: rejected,
                transitions: transitions,
                alerts: alerts,
                commits: commits
            )
        )
    }

    func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
        context.write(batch) { snapshots in
            state.withLock { state in
                let isCommitted = commit(batch, snapshots, &state, stop)
                if isCommitted { state.commits.trim(behind: batch) }
                return isCommitted
            }
        }
    }

    private var log: Log { context.log }

    private func commit(
        _ batch: CommitBatch,
        _ snapshots: [Snapshot],
        _ state: inout State,
        _ stop: StopSignal
    ) -> Bool {
        var delivery = CommitDelivery(
            batch,
            snapshots,
            rejects: state.rejected == nil ? [] : context.rejects(of: batch),
            chunks: state.commits.records(of: batch)
        )
        var isUnknown = false
        while !state.deadline.hasPassed(stop) {
            context.beat()
            guard let producer = makeProducer(&state) else { continue }
            if isUnknown {
                guard let outcome = outcome(of: batch, &state) else { continue }
                if outcome == .committed { return true }
                guard outcome == .missing else {
                    log.error("another process of the application has committed since")
                    return false
                }
                isUnknown = false
                delivery.beginAnew()
            }
            switch attempt(&delivery, producer, &state) {
            case .committed:
                state.backoff.reset()
                return true
            case .open: wait(&state)
            case .unknown: isUnknown = true
            case .hopeless(let reason):
                log.error("a batch can never be written", [("cause", reason)])
                return false
            }
        }
        log.error("stopped before everything was delivered", [("batch", "\(batch.sequence)")])
        return false
    }

    /// The transactions of a batch that are left, until one of them fails.
    private func attempt(
        _ delivery: inout CommitDelivery,
        _ producer: TransactionalProducer,
        _ state: inout State
    ) -> Attempt {
        while true {
            let isLast = delivery.isLast
            let attempt = transaction(&delivery, producer, &state)
            guard case .committed = attempt, !isLast else { return attempt }
            delivery.advance()
            if state.producer == nil { return .open }
        }
    }

    /// One transaction from its begin to its end.
    private func transaction(
        _ delivery: inout CommitDelivery,
        _ producer: TransactionalProducer,
        _ state: inout State
    ) -> Attempt {
        let deadline = ContinuousClock.now + .milliseconds(producer.transactionTimeoutMilliseconds)
        do throws(TransactionError) {
            try producer.begin()
            if let fault = enqueue(delivery, producer, &state) {
                let ending = abort(producer, fault, &delivery, &state)
                return Refusals.isRefusal(fault) ? .hopeless(Refusals.sentence(fault)) : ending
            }
            let offsets = delivery.isLast ? context.offsets(of: delivery.batch) : [:]
            if !offsets.isEmpty {
                let group = GroupMetadata(withoutMembershipIn: application)
                try producer.retrying(until: deadline) { () throws(TransactionError) in
                    try producer.sendOffsets(offsets, group: group)
                }
            }
            context.beat()
            // Apart from the commit, whose time tells whether it was asked for twice.
            _ = producer.flush(withinMilliseconds: producer.transactionTimeoutMilliseconds)
            try producer.retrying(until: deadline) { () throws(TransactionError) in
                try producer.commit()
            }
            letGoIfDoubtful(&state)
            return .committed
        } catch {
            return judge(error, producer, &delivery, &state)
        }
    }

    /// A late end of a transaction must not meet the next one.
    private func letGoIfDoubtful(_ state: inout State) {
        guard state.producer?.mayHaveAskedTwice == true else { return }
        log.debug("the end of a transaction took long, its producer is replaced")
        state.producer = nil
    }

    private func judge(
        _ error: TransactionError,
        _ producer: TransactionalProducer,
        _ delivery: inout CommitDelivery,
        _ state: inout State
    ) -> Attempt {
        switch error.kind {
        case .fenced:
            return .hopeless(
                "another process of the application \(application) has taken over, or a transaction "
                    + "lasted longer than the brokers allow: \(error.cause.reason)"
            )
        case .fatal, .outcomeUnknown:
            log.warning("the producer was lost and is replaced", [("cause", "\(error)")])
            state.producer = nil
            return .unknown
        case .abortable, .retriable:
            return abort(producer, error.cause, &delivery, &state)
        }
    }

    /// Ends a transaction that must not be committed.
    private func abort(
        _ producer: TransactionalProducer,
        _ cause: KafkaError,
        _ delivery: inout CommitDelivery,
        _ state: inout State
    ) -> Attempt {
        log.warning("a transaction is aborted and written again", [("cause", cause.reason)])
        context.beat()
        do throws(TransactionError) {
            try producer.abort()
            letGoIfDoubtful(&state)
            let refusals = Refusals(producer.takeFailures())
            for error in refusals.remove(from: &delivery.rejects) {
                log.error("a rejected record was refused", [("cause", error.reason)])
            }
            if let refusal = refusals.needed { return .hopeless(refusal) }
            return cause.code.needsAttention ? .hopeless(cause.reason) : .open
        } catch {
            state.producer = nil
            return error.kind == .fenced ? .hopeless("\(error)") : .unknown
        }
    }

    /// Puts the records of the next transaction into the queue.
    ///
    /// - Returns: why the transaction must be aborted; nil: it can go on.
    private func enqueue(
        _ delivery: CommitDelivery,
        _ producer: TransactionalProducer,
        _ state: inout State
    ) -> KafkaError? {
        let now = SystemClock.wall
        let (queue, context) = (producer.records, context)
        let pause = { (queue.poll(timeoutMilliseconds: 100), context.beat()) }
        state.finals.producer = queue
        state.rejected?.producer = queue
        state.transitions?.producer = queue
        state.alerts?.producer = queue
        do throws(KafkaError) {
            if let chunks = delivery.nextChunks {
                for chunk in chunks {
                    while try !state.commits.write(chunk, through: queue) { _ = pause() }
                }
            }
            guard delivery.isLast else { return nil }
            for snapshot in delivery.snapshots {
                while try state.finals.write(snapshot, emitted: now) == .queueFull {
                    _ = pause()
                }
            }
            for transition in delivery.batch.transitions {
                while try state.transitions?.write(transition, emitted: now) == .queueFull {
                    _ = pause()
                }
            }
            if let alerts = state.alerts {
                for change in delivery.batch.alerts {
                    while try alerts.write(change, emitted: now) == .queueFull { _ = pause() }
                }
            }
            if let rejected = state.rejected {
                try Refusals.write(delivery.rejects, to: rejected, producedAt: now, log)
            }
            return nil
        } catch {
            return error
        }
    }

    private func outcome(
        of batch: CommitBatch,
        _ state: inout State
    ) -> StateCommits.Outcome? {
        do throws(ProgramError) {
            return try state.commits.outcome(of: batch)
        } catch {
            log.warning("the outcome of a commit cannot be read yet", [("cause", "\(error)")])
            wait(&state)
            return nil
        }
    }

    /// The producer, or a new one that has fenced the one before; nil: not yet.
    private func makeProducer(_ state: inout State) -> TransactionalProducer? {
        if let producer = state.producer { return producer }
        do throws(ProgramError) {
            let producer = try TransactionalProducer.initialized(properties, application)
            state.producer = producer
            return producer
        } catch {
            log.warning("no new producer yet", [("cause", error.description)])
            wait(&state)
            return nil
        }
    }

    private func wait(_ state: inout State) {
        SystemClock.sleep(milliseconds: Int64(state.backoff.next()))
    }
}
