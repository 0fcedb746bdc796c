// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport

extension TransactionalProducer {
    /// Enqueues text without a key; the queue is never full in tests.
    func enqueue(
        _ text: String,
        to topic: String,
        partition: Int32 = 0,
        tag: UInt64 = 0
    ) throws(TransactionError) {
        let bytes = Array(text.utf8)
        // Sound: bytes of any kind are plain bytes.
        let outcome = try unsafe enqueue(
            topic: topic,
            partition: partition,
            key: nil,
            value: bytes.span.bytes,
            tag: tag
        )
        precondition(outcome == .queued, "the queue is full")
    }
}

/// What a call of a transaction throws; nil when it succeeds.
func failure(_ body: () throws(TransactionError) -> Void) -> TransactionError? {
    do throws(TransactionError) {
        try body()
        return nil
    } catch {
        return error
    }
}

extension KafkaBroker {
    /// Properties of a client of this broker.
    var properties: KafkaProperties { ["bootstrap.servers": bootstrapServers] }

    /// A producer that is ready to begin.
    func transactionalProducer(
        _ id: String,
        timeoutMilliseconds: Int = 10_000
    ) throws -> TransactionalProducer {
        let producer = try TransactionalProducer(
            properties: properties,
            transactionalID: id,
            transactionTimeoutMilliseconds: timeoutMilliseconds
        )
        // A new broker reads its state of transactions for some seconds.
        try producer.retrying(until: .now + .seconds(60)) { () throws(TransactionError) in
            try producer.initTransactions()
        }
        return producer
    }

    /// The texts of committed records in a topic, by partition.
    func texts(_ topic: String) throws -> [String?] {
        try reader(topic).readAll().map(\.text)
    }
}
