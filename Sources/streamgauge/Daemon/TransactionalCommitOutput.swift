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
/// Used by the commit thread. A batch whose transaction failed is written again as it is. A producer that
/// is lost is replaced: that is routine; then the state's log tells what became of the batch. Another
/// process that took over ends the daemon.
final class TransactionalCommitOutput: CommitOutput {
    struct State {
        var producer: TransactionalProducer?
        var finals: SnapshotTopic
        var rejected: RejectedTopic?
        var transitions: TransitionTopic?
        var alerts: AlertTopic?
        var commits: StateCommits
        var deadline = StopDeadline()
        var backoff = Backoff()
        /// How often the state topic could not be trimmed since it last could.
        var trimFailures = 0
        /// Since when the producer cannot be replaced for reasons that do not look passing.
        var refusedSince: ContinuousClock.Instant?
    }

    /// How long such reasons are borne: brokers that start, and a process that deletes what is read here, cause some.
    private static let refusalLimit = Duration.seconds(120)

    /// What a transaction came to.
    private enum Attempt {
        case committed
        /// It was aborted, or its producer was given up: then only the log tells.
        case open
        case hopeless(String)
    }

    private let properties: KafkaProperties
    private let application: String
    let context: CommitContext
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
                if isCommitted { trim(behind: batch, &state) }
                return isCommitted
            }
        }
    }

    var log: Log { context.log }

    /// Deletes what the state's log needs no more; when that keeps failing it is told the 1st, 2nd, 4th, 8th
    /// time and so on.
    private func trim(behind batch: CommitBatch, _ state: inout State) {
        context.beat()
        do throws(KafkaError) {
            if try state.commits.trim(behind: batch) { state.trimFailures = 0 }
        } catch {
            state.trimFailures += 1
            guard state.trimFailures.nonzeroBitCount == 1 else { return }
            log.warning(
                "the state topic cannot be trimmed and grows until it can",
                [("cause", error.reason), ("times", "\(state.trimFailures)")]
            )
        }
    }

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
        while !state.deadline.hasPassed(stop) {
            context.beat()
            switch attempt(&delivery, &state) {
            case .committed: return true
            case .open: wait(&state)
            case .hopeless(let reason):
                log.error("a batch can never be written", [("cause", reason)])
                return false
            }
        }
        log.error("stopped before everything was delivered", [("batch", "\(batch.sequence)")])
        return false
    }

    /// The transactions of a batch that are left, until one of them fails.
    private func attempt(_ delivery: inout CommitDelivery, _ state: inout State) -> Attempt {
        while true {
            guard let producer = state.producer else {
                if let end = replaceProducer(for: &delivery, &state) { return end }
                continue
            }
            let attempt = transaction(&delivery, producer, &state)
            guard case .committed = attempt else {
                state.commits.noteFailure()
                return attempt
            }
            state.commits.note(committed: delivery.nextChunks?.count ?? 0)
            state.backoff.reset()
            if delivery.isLast { return .committed }
            delivery.advance()
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
            return .open
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
            let failures = producer.takeFailures()
            // What the client gave up itself says nothing about the cause.
            if let cause = failures.first(where: { $0.error.code != .purged })?.error {
                log.warning("a record could not be written", [("cause", cause.reason)])
            }
            let refusals = Refusals(failures)
            for error in refusals.remove(from: &delivery) {
                log.error("a rejected record was refused", [("cause", error.reason)])
            }
            if let refusal = refusals.needed { return .hopeless(refusal) }
            return cause.code.needsAttention ? .hopeless(cause.reason) : .open
        } catch {
            state.producer = nil
            return error.kind == .fenced ? .hopeless("\(error)") : .open
        }
    }

    /// Takes the application back with a new producer, and reads in the log what became of a batch.
    ///
    /// Whoever took over while this process waited must not be overwritten. A new producer fences it, so the log
    /// is looked at before: who is seen to have committed goes on. And it is looked at afterwards, when nobody else
    /// can write.
    ///
    /// - Returns: nil: there is one, and the batch can be gone on with.
    private func replaceProducer(
        for delivery: inout CommitDelivery,
        _ state: inout State
    ) -> Attempt? {
        do throws(ProgramError) {
            let (batch, beat) = (delivery.batch, context.beat)
            beat()
            var outcome = try state.commits.outcome(of: batch, isDecided: false, beat: beat)
            if outcome != .superseded && outcome != .committed {
                beat()
                let producer = try TransactionalProducer.initialized(properties, application)
                beat()
                outcome = try state.commits.outcome(of: batch, isDecided: true, beat: beat)
                state.producer = producer
            }
            state.refusedSince = nil
            state.backoff.reset()
            switch outcome {
            case .committed: return .committed
            case .unchanged: return nil
            case .missing(let writtenCount):
                delivery.goOn(behind: writtenCount)
                return nil
            case .superseded:
                return .hopeless("another process of the application \(application) has taken over")
            }
        } catch {
            log.warning("the producer cannot be replaced yet", [("cause", error.description)])
            let now = ContinuousClock.now
            state.refusedSince = error.isRetriable ? nil : state.refusedSince ?? now
            let isBorne = state.refusedSince.map { now - $0 < Self.refusalLimit } ?? true
            return isBorne ? .open : .hopeless(error.description)
        }
    }

    private func wait(_ state: inout State) {
        SystemClock.sleep(milliseconds: Int64(state.backoff.next()))
    }
}
