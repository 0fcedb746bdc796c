// SPDX-License-Identifier: Apache-2.0

extension TransactionalProducer {
    /// Puts a record of the open transaction into the queue; all bytes are copied.
    ///
    /// - Parameters:
    ///   - topic: should exist: see `KafkaProducer.enqueue`.
    ///   - partition: nil places it by its key as Kafka's Java producer does.
    ///   - key: nil for none.
    ///   - value: nil for a tombstone.
    ///   - headers: in this order.
    ///   - timestamp: in ms since 1970; nil takes the time of the call.
    ///   - tag: comes back if the delivery fails.
    /// - Returns: whether it was taken; when the queue is full poll and try again.
    /// - Throws: `.abortable` when the transaction failed before or is not open, and when the record
    ///   cannot be taken at all, such as `.recordTooLarge`; what ended the producer.
    /// - Complexity: O(bytes), no waiting.
    public func enqueue(
        topic: String,
        partition: Int32? = nil,
        key: RawSpan?,
        value: RawSpan?,
        headers: [KafkaHeader] = [],
        timestamp: Int64? = nil,
        tag: UInt64 = 0
    ) throws(TransactionError) -> KafkaProducer.Outcome {
        if let loss { throw loss }
        do throws(KafkaError) {
            return try producer.enqueue(
                topic: topic,
                partition: partition,
                key: key,
                value: value,
                headers: headers,
                timestamp: timestamp,
                tag: tag
            )
        } catch {
            try check(.enqueue)
            // The record is missing, so the transaction must not be committed.
            let failure = TransactionFailure(error: error, requiresAbort: true)
            throw note(TransactionError(failure, call: .enqueue))
        }
    }

    /// The queue of records, for those who write records and know nothing of transactions.
    ///
    /// Use it within a transaction only, and abort that when it throws: then a record is missing.
    public var records: KafkaProducer { producer }

    /// Serves delivery reports, errors, logs and statistics.
    ///
    /// - Parameter timeoutMilliseconds: how long to wait for the first one; 0 does not wait.
    public func poll(timeoutMilliseconds: Int = 0) {
        producer.poll(timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Sends what is queued without lingering and waits for the brokers' answers.
    ///
    /// Not needed before `commit` and `abort`.
    ///
    /// - Parameter deadlineMilliseconds: it never takes longer.
    /// - Returns: the number of records still outstanding, 0 when all are answered for.
    public func flush(withinMilliseconds deadlineMilliseconds: Int) -> Int {
        producer.flush(withinMilliseconds: deadlineMilliseconds)
    }

    /// Records queued, on their way, or with a report that was not polled yet.
    public var outstandingCount: Int { producer.outstandingCount }

    /// Records acknowledged since the start, in whatever transaction.
    public var deliveredCount: UInt64 { producer.deliveredCount }

    /// Records that failed since the start, those that an abort discarded among them.
    public var failedCount: UInt64 { producer.failedCount }

    /// Whether a broker has answered since the last time that none could be reached.
    public var isConnected: Bool { producer.isConnected }

    /// The error that ended this producer for good, if one did.
    public var fatalError: KafkaError? { producer.fatalError }

    /// Takes the failed records, oldest first; see `KafkaProducer.takeFailures`.
    public func takeFailures() -> [DeliveryFailure] { producer.takeFailures() }

    /// Takes the errors, log lines and statistics that came along, oldest first.
    public func takeNotices() -> [KafkaNotice] { producer.takeNotices() }
}
