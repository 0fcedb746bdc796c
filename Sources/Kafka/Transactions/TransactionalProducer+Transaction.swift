// SPDX-License-Identifier: Apache-2.0

extension TransactionalProducer {
    /// Gets the producer's number from the broker; once, before the first `begin`.
    ///
    /// It fences every older producer with the same id and waits until the broker has aborted or
    /// completed the transaction that one left open: afterwards nothing of it is undecided.
    ///
    /// - Throws: `.retriable` while no coordinator answers, which on a new cluster takes seconds,
    ///   and for refused credentials, which the cause tells; `.fatal` for missing rights and a
    ///   timeout above the broker's; `.fenced`.
    /// - Complexity: waits for the broker, at most `callLimitMilliseconds`.
    public func initTransactions() throws(TransactionError) {
        // The library comes back before it is given up, so that the call can be made again.
        let limit = min(2 * transactionTimeoutMilliseconds, callLimitMilliseconds / 4 * 3)
        try run(.initTransactions) { client in
            client.initTransactions(timeoutMilliseconds: limit)
        }
    }

    /// Begins a transaction; the broker learns of it by its first record or offsets.
    ///
    /// - Throws: what ended the producer, such as `.fenced`; `.fatal` before `initTransactions` and
    ///   while a transaction is open.
    /// - Complexity: no waiting for the broker.
    public func begin() throws(TransactionError) {
        try run(.begin) { client in client.beginTransaction() }
    }

    /// Sends a group's offsets along with the transaction; they are stored when it is committed.
    ///
    /// Only the last offsets of a partition count. The topics must exist; the group need not
    /// subscribe to them.
    ///
    /// - Parameters:
    ///   - offsets: for each partition the offset of the next record to be read, not below 0; at
    ///     least one, because the library takes an empty list in silence and sends nothing.
    ///   - group: taken after the transaction began, so that a member that was replaced is refused.
    /// - Throws: `.abortable` for members that left or were replaced (`.unknownMember`,
    ///   `.illegalGeneration`), unknown topics and missing rights; `.retriable` while the
    ///   coordinator moves; `.fenced`, `.fatal`.
    /// - Complexity: two requests to brokers, at most the transaction timeout.
    public func sendOffsets(
        _ offsets: [TopicPartition: Int64],
        group: GroupMetadata
    ) throws(TransactionError) {
        precondition(!offsets.isEmpty, "offsets are sent for at least one partition")
        precondition(offsets.values.allSatisfy { $0 >= 0 }, "an offset that is sent is 0 or more")
        let list = offsets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let timeout = transactionTimeoutMilliseconds
        try run(.sendOffsets) { client in
            client.sendOffsets(list, group: group, timeoutMilliseconds: timeout)
        }
    }

    /// Waits until all records are written, then commits the transaction.
    ///
    /// A transaction without records and offsets is committed without asking the broker.
    ///
    /// - Throws: `.abortable` when records were not delivered (`takeFailures` tells which) or the
    ///   transaction failed before; `.retriable` when nothing was asked of the broker yet;
    ///   `.outcomeUnknown` when the broker's answer did not come; `.fenced`, `.fatal`.
    /// - Complexity: waits for the broker, at most `callLimitMilliseconds`.
    public func commit() throws(TransactionError) {
        try run(.commit) { client in client.commitTransaction() }
    }

    /// Aborts the transaction: what it wrote is never seen by readers of committed records.
    ///
    /// What is queued is sent first, because an abort that overtakes the first records of a
    /// transaction is a fatal error to the broker (the library's issue 4849).
    ///
    /// - Throws: as `commit`, but never `.abortable`; where the outcome is unknown the next
    ///   producer's `initTransactions` settles it.
    /// - Complexity: as `commit`.
    public func abort() throws(TransactionError) {
        let timeout = transactionTimeoutMilliseconds
        try run(.abort) { client in
            // Whether they were written does not matter any more.
            _ = client.flush(withinMilliseconds: timeout)
            return client.abortTransaction()
        }
    }

    /// Makes a call again as long as it is retriable, serving reports in between.
    ///
    /// - Parameters:
    ///   - deadline: after it the call is not made again.
    ///   - call: a call of this producer, with the same arguments each time.
    /// - Returns: what the call returns.
    /// - Throws: what is not retriable, and the last retriable error after the deadline: then
    ///   abort, or give the producer up.
    public func retrying<Answer>(
        until deadline: ContinuousClock.Instant,
        _ call: () throws(TransactionError) -> Answer
    ) throws(TransactionError) -> Answer {
        while true {
            do throws(TransactionError) {
                return try call()
            } catch {
                guard error.kind == .retriable, ContinuousClock.now < deadline else { throw error }
                poll(timeoutMilliseconds: 50)
            }
        }
    }
}
