// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads committed records of one partition up to its end, once: to restore what a log holds.
///
/// The end is where the broker says that nothing more can be read, not the offset of a last record:
/// the marks that end transactions, and records that were aborted or deleted, take offsets, too. It is not
/// before the end that the leader tells at the beginning: a follower, or a leader that is new, may lag. A
/// transaction that is open at the time ends the reading before it, so a writer that takes over
/// lets `TransactionalProducer.initTransactions` decide it first.
///
/// - Note: used by one thread at a time.
public struct PartitionReader: ~Copyable {
    /// The partition that is read.
    public let partition: TopicPartition
    /// The offset to go on from: behind the last record, and at the end behind everything.
    public private(set) var nextOffset: Int64
    /// Whether the end was reached.
    public private(set) var isAtEnd: Bool

    private let consumer: KafkaConsumer
    /// What could be read when reading began.
    private let firstEnd: Int64
    private let patience: Duration
    private var lastRecord: ContinuousClock.Instant

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - partition: exists.
    ///   - offset: the first offset; nil begins with the oldest record.
    ///   - properties: as for consumers; uncommitted records are never read.
    ///   - patienceMilliseconds: how long brokers may be silent before reading fails.
    /// - Throws: topics and partitions that do not exist or may not be read, brokers that cannot be
    ///   reached, and `.invalidArgument` for properties.
    public init(
        _ partition: TopicPartition,
        from offset: Int64? = nil,
        properties: KafkaProperties,
        patienceMilliseconds: Int = 30_000
    ) throws(KafkaError) {
        var properties = properties
        properties["isolation.level"] = "read_committed"
        properties["enable.partition.eof"] = "true"
        let consumer = try KafkaConsumer(properties: properties)
        try consumer.assign(
            [(partition, offset.map { .offset($0) } ?? .beginning)],
            timeoutMilliseconds: patienceMilliseconds
        )
        firstEnd = try Self.end(of: partition, consumer, patienceMilliseconds)
        self.consumer = consumer
        self.partition = partition
        patience = .milliseconds(patienceMilliseconds)
        nextOffset = offset ?? 0
        isAtEnd = false
        lastRecord = .now
    }

    /// Reads on.
    ///
    /// - Parameter batch: gets what comes next; only its entries of kind `record` are of interest.
    /// - Returns: false, with an empty batch, when the end was reached by an earlier call.
    /// - Throws: `.offsetOutOfRange` when the first offset is not there, `.timedOut` after silence, and
    ///   what else keeps the partition from being read; the batch is then of no use.
    /// - Complexity: O(records); waits for the broker.
    public mutating func read(into batch: inout RecordBatch) throws(KafkaError) -> Bool {
        guard !isAtEnd else {
            batch.clear()
            return false
        }
        while consumer.poll(into: &batch, timeoutMilliseconds: 100) == 0 {
            try checkPatience()
        }
        try take(batch)
        return true
    }

    /// Reads what comes, also behind an end that was reached: to follow a log that grows.
    ///
    /// - Parameters:
    ///   - batch: gets what comes next; only its entries of kind `record` are of interest.
    ///   - timeoutMilliseconds: how long to wait for the first of it.
    /// - Returns: whether something came; silence is no failure here.
    /// - Throws: `.offsetOutOfRange` when records were deleted before they were read, and what else
    ///   keeps the partition from being read.
    public mutating func follow(
        into batch: inout RecordBatch,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> Bool {
        lastRecord = .now
        guard consumer.poll(into: &batch, timeoutMilliseconds: timeoutMilliseconds) > 0 else {
            return false
        }
        try take(batch)
        return true
    }

    /// What part of what can be read now was read, from 0 to 1; asks the broker.
    public var progress: Double {
        get throws(KafkaError) {
            let offsets = try consumer.queryOffsets(of: partition)
            guard !offsets.isEmpty else { return 1 }
            return Double(max(0, nextOffset - offsets.lowerBound)) / Double(offsets.count)
        }
    }

    private mutating func take(_ batch: borrowing RecordBatch) throws(KafkaError) {
        for index in 0..<batch.count {
            switch batch.kind(at: index) {
            case .record:
                nextOffset = batch.offset(at: index) + 1
                lastRecord = .now
                isAtEnd = false
            case .endOfPartition:
                nextOffset = max(nextOffset, batch.offset(at: index))
                isAtEnd = nextOffset >= firstEnd
            case .error:
                let error = batch.error(at: index)
                // Passing ones are retried by the consumer, which goes on where it was.
                guard error.isRetriable else { throw error }
                try checkPatience()
            }
        }
    }

    /// Where reading ends now; a leader that has just changed is asked again.
    private static func end(
        of partition: TopicPartition,
        _ consumer: KafkaConsumer,
        _ patienceMilliseconds: Int
    ) throws(KafkaError) -> Int64 {
        let deadline = ContinuousClock.now + .milliseconds(patienceMilliseconds)
        while true {
            do throws(KafkaError) {
                let patience = min(10_000, patienceMilliseconds)
                return try consumer.queryOffsets(of: partition, timeoutMilliseconds: patience)
                    .upperBound
            } catch {
                guard error.isRetriable, ContinuousClock.now < deadline else { throw error }
            }
            usleep(100_000)
        }
    }

    private func checkPatience() throws(KafkaError) {
        guard ContinuousClock.now - lastRecord > patience else { return }
        throw KafkaError(code: .timedOut, subject: "partition \(partition)", detail: "")
    }
}
