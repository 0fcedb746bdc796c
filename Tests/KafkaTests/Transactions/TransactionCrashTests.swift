// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// A broker that is killed while a transaction is open.
@Suite(.timeLimit(.minutes(2)))
struct TransactionCrashTests {
    @Test func `after a crash of the broker a new producer finds out what was committed`() throws {
        let broker = try KafkaBroker()
        try broker.createTopic("crash")
        let leader = try broker.leader("crash-group")
        let producer = try producer(of: broker)
        try producer.begin()
        try producer.enqueue("1", to: "crash")
        try producer.commit()

        try producer.begin()
        try producer.enqueue("2", to: "crash")
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        broker.stop()
        let error = failure { () throws(TransactionError) in try producer.commit() }
        #expect(error?.kind == .outcomeUnknown, "\(error.map { "\($0)" } ?? "no error")")
        // Cut off, the leader ceases to be one by its own clock.
        #expect(leader.poll { !leader.isOwner })
        #expect(leader.metadata() == nil)

        try broker.start()
        let next = try self.producer(of: broker)
        let committed = try broker.texts("crash")
        // The library still asks for the commit in the background: it may have been in time.
        #expect([["1"], ["1", "2"]].contains(committed))
        if committed == ["1"] {
            try next.begin()
            try next.enqueue("2", to: "crash")
            try next.commit()
        }
        #expect(try broker.texts("crash") == ["1", "2"])
        #expect(failure { () throws(TransactionError) in try producer.begin() } == error)

        // A crash that is over before the commit is called: it succeeds, or says that it is unknown.
        try next.begin()
        try next.enqueue("3", to: "crash")
        #expect(next.flush(withinMilliseconds: 30_000) == 0)
        broker.stop()
        try broker.start()
        let late = failure { () throws(TransactionError) in try next.commit() }
        #expect(late == nil || late?.isProducerLost == true)
        let last = try self.producer(of: broker)
        let found = try broker.texts("crash")
        if late == nil { #expect(found == ["1", "2", "3"]) }
        #expect([["1", "2"], ["1", "2", "3"]].contains(found))
        try last.begin()
        try last.commit()
        let ends = try KafkaAdmin(properties: broker.properties).offsets(of: partition("crash"))
        #expect(ends.lastStable == ends.high)
    }

    /// One that gives a commit up soon; the transaction itself may outlast a restart.
    private func producer(of broker: KafkaBroker) throws -> TransactionalProducer {
        let producer = try TransactionalProducer(
            properties: broker.properties.merging(["reconnect.backoff.max.ms": "200"]) { $1 },
            transactionalID: "crash",
            transactionTimeoutMilliseconds: 30_000,
            callLimitMilliseconds: 5_000
        )
        try producer.retrying(until: .now + .seconds(60)) { () throws(TransactionError) in
            try producer.initTransactions()
        }
        return producer
    }
}
