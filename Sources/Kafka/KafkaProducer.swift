// SPDX-License-Identifier: Apache-2.0

/// Writes records; idempotent, so that retries inside it neither double nor reorder records.
///
/// `enqueue` only puts a record into a bounded queue. Call `poll` regularly: it serves delivery
/// reports, errors and logs, without it the queue fills and nothing is reported. Failed records come
/// back by their tag through `takeFailures`. When a fatal error is reported the producer is
/// lost: make a new one and enqueue again what was not delivered.
///
/// - Note: thread: any; one thread that enqueues and polls is usual.
public final class KafkaProducer: Sendable {
    /// What became of a record that was to be enqueued.
    public enum Outcome: Sendable {
        /// It is in the queue; its delivery or its failure will be reported.
        case queued
        /// The queue is full: poll and try again, or drop it.
        case queueFull
    }

    /// The bounds of the queue in front of the brokers.
    public struct QueueBounds: Sendable {
        /// The most records, waiting or on their way.
        public var records: Int
        /// The most memory for them in KiB.
        public var kilobytes: Int

        /// 100,000 records and 64 MiB unless said otherwise.
        public init(records: Int = 100_000, kilobytes: Int = 65_536) {
            self.records = records
            self.kilobytes = kilobytes
        }
    }

    let client: ClientHandle

    /// Makes a producer; no connection is awaited, failures to connect arrive as notices.
    ///
    /// - Parameters:
    ///   - properties: by their own names; they win over this library's defaults: idempotence,
    ///     `acks=all`, lz4, 5 ms linger, keys placed as by Kafka's Java producer.
    ///   - bounds: of the queue.
    /// - Throws: `.invalidArgument` for properties that are unknown, wrong or contradictory.
    public convenience init(
        properties: KafkaProperties,
        bounds: QueueBounds = QueueBounds()
    ) throws(KafkaError) {
        try self.init(properties: properties, bounds: bounds, defaults: [:])
    }

    /// Makes a producer whose kind has defaults of its own.
    init(
        properties: KafkaProperties,
        bounds: QueueBounds,
        defaults ofKind: KafkaProperties
    ) throws(KafkaError) {
        var defaults = PropertyDefaults.producer.merging(ofKind) { _, own in own }
        defaults["queue.buffering.max.messages"] = String(bounds.records)
        defaults["queue.buffering.max.kbytes"] = String(bounds.kilobytes)
        client = try ClientHandle(.producer, defaults: defaults, properties: properties)
    }

    /// Puts a record into the queue; all bytes are copied.
    ///
    /// - Parameters:
    ///   - topic: should exist: a missing one is noticed only after `message.timeout.ms` or
    ///     `topic.metadata.propagation.max.ms`, so ask `KafkaAdmin` before.
    ///   - partition: nil places it by its key as Kafka's Java producer does.
    ///   - key: nil for none.
    ///   - value: nil for a tombstone.
    ///   - headers: in this order.
    ///   - timestamp: in ms since 1970; nil takes the time of the call.
    ///   - tag: comes back if the delivery fails.
    /// - Returns: whether it was taken.
    /// - Throws: `.recordTooLarge`, `.unknownPartition`, and fatal errors of the producer.
    /// - Complexity: O(bytes).
    public func enqueue(
        topic: String,
        partition: Int32? = nil,
        key: RawSpan?,
        value: RawSpan?,
        headers: [KafkaHeader] = [],
        timestamp: Int64? = nil,
        tag: UInt64 = 0
    ) throws(KafkaError) -> Outcome {
        do throws(KafkaError) {
            let record = OutgoingRecord(
                key: key,
                value: value,
                headers: headers,
                timestamp: timestamp,
                tag: tag
            )
            try client.produce(record, to: topic, partition: partition)
            return .queued
        } catch  where error.code == .queueFull {
            return .queueFull
        }
    }

    /// Serves delivery reports, errors, logs and statistics.
    ///
    /// - Parameter timeoutMilliseconds: how long to wait for the first one; 0 does not wait.
    public func poll(timeoutMilliseconds: Int = 0) {
        client.poll(timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Sends what is queued without lingering and waits for the brokers' answers.
    ///
    /// - Parameter deadlineMilliseconds: it never takes longer.
    /// - Returns: the number of records still outstanding, 0 when all are answered for.
    public func flush(withinMilliseconds deadlineMilliseconds: Int) -> Int {
        client.flush(withinMilliseconds: deadlineMilliseconds)
    }

    /// Discards what was not acknowledged; each such record is reported as failed.
    ///
    /// Records that are on their way may have been stored all the same.
    public func discardOutstanding() {
        client.purge()
    }

    /// Records queued, on their way, or with a report that was not polled yet.
    public var outstandingCount: Int { client.inbox.outstandingCount }

    /// Records acknowledged since the start.
    public var deliveredCount: UInt64 { client.inbox.deliveredCount }

    /// Records that failed since the start.
    public var failedCount: UInt64 { client.inbox.failedCount }

    /// Whether a broker has answered since the last time that none could be reached.
    ///
    /// False until the first answer. It follows an outage at once and its end within
    /// `statistics.interval.ms`, both as polls go on.
    public var isConnected: Bool { client.inbox.isConnected }

    /// The error that ended this producer for good, if one did.
    public var fatalError: KafkaError? { client.fatalError }

    /// Takes the failed records, oldest first; at most 200,000 are kept, `failedCount` counts all.
    public func takeFailures() -> [DeliveryFailure] {
        client.inbox.takeFailures()
    }

    /// Takes the errors, log lines and statistics that came along with polls, oldest first.
    public func takeNotices() -> [KafkaNotice] {
        client.inbox.takeNotices()
    }
}
