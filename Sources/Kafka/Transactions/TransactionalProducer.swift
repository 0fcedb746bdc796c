// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Writes records and a group's offsets in transactions: readers of committed records see all of a
/// transaction or nothing of it.
///
/// Make it, `initTransactions` once, then for each transaction `begin`, `enqueue` and `sendOffsets`,
/// and `commit` or `abort`. Every failure is a `TransactionError` whose kind says what to do next.
/// Once the producer is lost every call throws the same error at once and only letting go of it
/// helps: that neither commits nor aborts, the next producer's `initTransactions` does.
///
/// Transactions should be short: an open one holds back all readers of committed records, and
/// after the transaction timeout the broker aborts it, at its next look (every 10 s unless told
/// otherwise). Readers wait so long for a dead producer, too, if no other takes its id over.
///
/// - Note: thread: one thread makes the calls of the transaction; `poll`, counts and notices any.
public final class TransactionalProducer: Sendable {
    private struct State {
        /// The error that ended this producer.
        var loss: TransactionError?
        /// The call that ended as retriable last.
        var asked: TransactionError.Call?
        var mayHaveAskedTwice = false
    }

    /// How long the library waits before it sends a request again, where properties do not say it, ms.
    ///
    /// Brokers answer "not yet" while they complete the transaction before: with 100 ms transactions one after the
    /// other took 104 ms each, with 20 ms 4 ms.
    private static let resendInterval = 20
    private static let resendProperty = "retry.backoff.ms"

    /// The name under which the broker knows this producer and its predecessors.
    public let transactionalID: String
    /// How long a transaction may last.
    public let transactionTimeoutMilliseconds: Int
    /// After what time a call is given up, whatever the library does.
    public let callLimitMilliseconds: Int

    /// Whether an end of a transaction was answered so late that it may have been sent twice.
    ///
    /// Behind a broken connection the library sends it again. If the first one reaches the broker
    /// after the next transaction has begun, it ends that one, before it is whole: this client's
    /// version of the protocol cannot tell them apart. The next producer's `initTransactions` makes
    /// it void, so give this one up before another transaction. That fences others, too: look first whether
    /// one has taken over.
    public var mayHaveAskedTwice: Bool { state.withLock(\.mayHaveAskedTwice) }

    let producer: KafkaProducer
    private let resendInterval: Duration
    private let thread = WatchedThread()
    private let state = Mutex(State())

    /// Makes a producer; no connection is awaited, failures to connect arrive as notices.
    ///
    /// - Parameters:
    ///   - properties: by their own names, as for `KafkaProducer`; `message.timeout.ms` and
    ///     `socket.timeout.ms`, if given, must not exceed the transaction timeout.
    ///   - transactionalID: the same after each start of the same writer, and of no other writer:
    ///     the newest producer with an id fences all others.
    ///   - transactionTimeoutMilliseconds: how long a transaction may last, at least 1,000; a broker
    ///     allows 15 minutes unless told otherwise.
    ///   - callLimitMilliseconds: after what time a call is given up, with `.outcomeUnknown`; nil
    ///     takes twice the transaction timeout and 3 s. The library's own limit is not enough: when
    ///     the broker was gone a commit still waited after 20 times its transaction timeout.
    ///   - bounds: of the queue.
    /// - Throws: `.invalidArgument` for properties that are unknown, wrong or contradictory.
    public init(
        properties: KafkaProperties,
        transactionalID: String,
        transactionTimeoutMilliseconds: Int = 15_000,
        callLimitMilliseconds: Int? = nil,
        bounds: KafkaProducer.QueueBounds = .init()
    ) throws(KafkaError) {
        var properties = properties
        properties["transactional.id"] = transactionalID
        properties["transaction.timeout.ms"] = String(transactionTimeoutMilliseconds)
        producer = try KafkaProducer(
            properties: properties,
            bounds: bounds,
            defaults: [
                // A record that waits longer than its transaction lasts could only be too late.
                "message.timeout.ms": String(transactionTimeoutMilliseconds),
                Self.resendProperty: "\(Self.resendInterval)",
            ]
        )
        let resending = properties[Self.resendProperty].flatMap { Int($0) }
        resendInterval = .milliseconds(resending ?? Self.resendInterval)
        self.transactionalID = transactionalID
        self.transactionTimeoutMilliseconds = transactionTimeoutMilliseconds
        self.callLimitMilliseconds =
            callLimitMilliseconds ?? 2 * transactionTimeoutMilliseconds + 3_000
    }

    /// Makes a call of the library, unless the producer is lost, and notes its loss.
    func run(
        _ call: TransactionError.Call,
        _ body: @escaping @Sendable (ClientHandle) -> TransactionFailure?
    ) throws(TransactionError) {
        try check(call)
        let client = producer.client
        let asked = ContinuousClock.now
        let answer = thread.run(withinMilliseconds: callLimitMilliseconds) { body(client) }
        if call.isEnd, ContinuousClock.now - asked >= resendInterval {
            state.withLock { $0.mayHaveAskedTwice = true }
        }
        guard let answer else {
            let detail = "\(call.rawValue) does not end"
            let cause = KafkaError(code: .timedOut, subject: "transaction", detail: detail)
            throw note(TransactionError(kind: .outcomeUnknown, call: call, cause: cause))
        }
        guard let failure = answer else {
            state.withLock { $0.asked = nil }
            return
        }
        let wasAsked = state.withLock { $0.asked?.isEnd == true && call.isEnd }
        let error = TransactionError(
            failure,
            call: call,
            fatal: client.fatalError,
            wasAsked: wasAsked
        )
        guard call == .initTransactions, error.kind == .retriable else { throw note(error) }
        // Such as refused credentials: the library itself says only that nobody answers.
        client.serveEvents()
        let cause = client.whatCaused(error.cause)
        throw note(TransactionError(kind: error.kind, call: call, cause: cause))
    }

    /// The error that ended this producer: every call throws it.
    public var loss: TransactionError? { state.withLock(\.loss) }

    /// Throws what ended the producer: the library is not asked any more, where it might hang.
    func check(_ call: TransactionError.Call) throws(TransactionError) {
        if let loss { throw loss }
        guard let fatal = fatalError else { return }
        throw note(TransactionError(TransactionFailure(error: fatal), call: call, fatal: fatal))
    }

    /// Keeps what decides about later calls.
    func note(_ error: TransactionError) -> TransactionError {
        state.withLock { state in
            if error.isProducerLost { state.loss = error }
            state.asked = error.kind == .retriable ? error.call : nil
        }
        return error
    }
}
