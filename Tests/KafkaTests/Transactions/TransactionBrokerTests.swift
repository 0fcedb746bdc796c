// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// What only a real broker shows: atomicity, fencing, offsets, and what a crash leaves behind.
@Suite(.timeLimit(.minutes(2)))
struct TransactionBrokerTests {
    let broker: KafkaBroker
    let admin: KafkaAdmin

    init() throws {
        broker = try KafkaBroker.shared()
        admin = try KafkaAdmin(properties: broker.properties)
    }

    @Test func `all topics show a committed transaction and none an aborted one`() throws {
        let topics = ["txn-final", "txn-state", "txn-rejected"]
        for topic in topics { try broker.createTopic(topic) }
        let producer = try broker.transactionalProducer("txn-atomic")
        for (number, isCommitted) in [true, false, false, true].enumerated() {
            try producer.begin()
            for topic in topics { try producer.enqueue("\(topic) \(number)", to: topic) }
            #expect(producer.flush(withinMilliseconds: 30_000) == 0)
            let before = try topics.map { try broker.texts($0).count }
            #expect(Set(before) == [number == 3 ? 1 : min(number, 1)], "not before its end")
            try isCommitted ? producer.commit() : producer.abort()
        }
        for topic in topics {
            #expect(try broker.texts(topic) == ["\(topic) 0", "\(topic) 3"])
            // Four records and four markers, no transaction is open.
            let ends = try admin.offsets(of: partition(topic))
            #expect(ends == PartitionOffsets(low: 0, lastStable: 8, high: 8))
        }
    }

    @Test func `an abort right after the first record leaves a producer that goes on`() throws {
        try broker.createTopic("txn-early")
        let producer = try broker.transactionalProducer("txn-early")
        for _ in 0..<20 {
            try producer.begin()
            try producer.enqueue("aborted", to: "txn-early")
            try producer.abort()
        }
        try producer.begin()
        try producer.enqueue("kept", to: "txn-early")
        try producer.commit()
        #expect(try broker.texts("txn-early") == ["kept"])
    }

    @Test func `offsets of topics that the group does not read are stored by a commit`() throws {
        try broker.createTopic("txn-input", partitionCount: 2)
        try broker.createTopic("txn-output")
        let leader = try broker.leader("txn-offsets")
        let producer = try broker.transactionalProducer("txn-offsets")
        let inputs = [partition("txn-input", 0), partition("txn-input", 1)]
        let stored = {
            try admin.committedOffsets(group: "txn-offsets", partitions: inputs)
        }
        #expect(try stored().isEmpty)

        try producer.begin()
        try producer.enqueue("x", to: "txn-output")
        try producer.sendOffsets(
            [inputs[0]: 5, inputs[1]: 7],
            group: try #require(leader.metadata())
        )
        let unstable = #expect(throws: KafkaError.self) { try stored() }
        #expect(unstable?.code == .unstableOffsets)
        #expect(unstable?.isRetriable == true)
        try producer.commit()
        #expect(try awaitStable(stored) == [inputs[0]: 5, inputs[1]: 7])

        try producer.begin()
        try producer.sendOffsets([inputs[0]: 99], group: try #require(leader.metadata()))
        try producer.abort()
        #expect(try awaitStable(stored) == [inputs[0]: 5, inputs[1]: 7])
        #expect(leader.close(withinMilliseconds: 20_000))
    }

    /// The group's coordinator learns of the end of a transaction a little after the producer.
    private func awaitStable<Answer>(_ ask: () throws -> Answer) throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try ask()
            } catch let error as KafkaError
                where error.code == .unstableOffsets && ContinuousClock.now < deadline
            {
                continue
            }
        }
    }

    @Test func `offsets of a topic that does not exist are refused, and that is said`() throws {
        let leader = try broker.leader("txn-nowhere")
        let producer = try broker.transactionalProducer("txn-nowhere")
        try producer.begin()
        let group = try #require(leader.metadata())
        let error = failure { () throws(TransactionError) in
            try producer.sendOffsets([partition("nowhere"): 1], group: group)
        }
        #expect(error?.kind == .abortable)
        #expect(error?.cause.code == .unknownTopic)
        #expect(error?.cause.reason.hasPrefix("a topic of the transaction does not") == true)
        #expect(error?.cause.reason.contains("nowhere[0]") == true)
        try producer.abort()
        #expect(leader.close(withinMilliseconds: 20_000))
    }

    @Test func `the metadata of a leader that left is refused, its transaction aborted`() throws {
        try broker.createTopic("txn-stale")
        let leader = try broker.leader("txn-left")
        let producer = try broker.transactionalProducer("txn-left")
        let old = try #require(leader.metadata())
        #expect(leader.close(withinMilliseconds: 20_000))
        #expect(leader.metadata() == nil)
        try producer.begin()
        try producer.enqueue("x", to: "txn-stale")
        let error = failure { () throws(TransactionError) in
            try producer.sendOffsets([partition("txn-stale"): 1], group: old)
        }
        #expect(error?.kind == .abortable)
        #expect(error?.cause.code == .unknownMember)
        let commit = failure { () throws(TransactionError) in try producer.commit() }
        #expect(commit?.kind == .abortable)
        try producer.abort()
        #expect(try broker.texts("txn-stale").isEmpty)
    }

    @Test(arguments: ["begin", "enqueue", "sendOffsets", "commit", "abort"])
    func `a successor fences its predecessor, whatever that does next`(call: String) throws {
        let name = "txn-fenced-\(call)"
        try broker.createTopic(name)
        let old = try broker.transactionalProducer(name)
        try old.begin()
        try old.enqueue("old", to: name)
        if call != "enqueue" { #expect(old.flush(withinMilliseconds: 30_000) == 0) }
        if call == "begin" { try old.commit() }
        let successor = try broker.transactionalProducer(name)

        let error = failure { () throws(TransactionError) in
            if call == "begin" {
                try old.begin()
                try old.enqueue("late", to: name)
            }
            if call == "sendOffsets" {
                let group = GroupMetadata(withoutMembershipIn: name)
                try old.sendOffsets([partition(name): 1], group: group)
            }
            try call == "abort" ? old.abort() : old.commit()
        }
        #expect(error?.kind == .fenced, "\(error.map { "\($0)" } ?? "no error")")
        let again = failure { () throws(TransactionError) in try old.begin() }
        #expect(again == error)

        try successor.begin()
        try successor.enqueue("new", to: name)
        try successor.commit()
        #expect(try broker.texts(name) == (call == "begin" ? ["old", "new"] : ["new"]))
    }

    @Test func `what a producer that died had begun is never seen, its successor goes on`() throws {
        try broker.createTopic("txn-died")
        do {
            let producer = try broker.transactionalProducer("txn-died")
            try producer.begin()
            try producer.enqueue("lost", to: "txn-died")
            #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        }
        let open = try admin.offsets(of: partition("txn-died"))
        #expect(open == PartitionOffsets(low: 0, lastStable: 0, high: 1))
        let producer = try broker.transactionalProducer("txn-died")
        let settled = try admin.offsets(of: partition("txn-died"))
        #expect(settled == PartitionOffsets(low: 0, lastStable: 2, high: 2))
        try producer.begin()
        try producer.enqueue("kept", to: "txn-died")
        try producer.commit()
        #expect(try broker.texts("txn-died") == ["kept"])
        let ends = try admin.offsets(of: partition("txn-died"))
        #expect(ends.lastStable == ends.high)
    }

    @Test(arguments: [
        ("alice", "wrong", TransactionError.Kind.retriable, KafkaError.Code.authenticationFailed),
        ("bob", "bob-secret", .fatal, .transactionalIDAuthorizationFailed),
    ])
    func `refused credentials and missing rights are told as such`(
        user: String,
        password: String,
        kind: TransactionError.Kind,
        code: KafkaError.Code
    ) throws {
        let producer = try TransactionalProducer(
            properties: [
                "bootstrap.servers": broker.loginBootstrapServers,
                "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
                "sasl.username": user, "sasl.password": password,
            ],
            transactionalID: "txn-login",
            transactionTimeoutMilliseconds: 1_000
        )
        let error = failure { () throws(TransactionError) in try producer.initTransactions() }
        #expect(error?.kind == kind)
        #expect(error?.cause.code == code)
        #expect(producer.loss == (kind == .fatal ? error : nil))
    }

    @Test func `a standby that waits for an empty group takes over from a dead leader`() throws {
        try broker.createTopic("takeover-log")
        try broker.createTopic("takeover-input")
        let input = partition("takeover-input")
        do {
            let leader = try broker.leader("takeover")
            let producer = try broker.transactionalProducer("takeover")
            for number in Int64(1)...2 {
                try producer.begin()
                try producer.enqueue("state \(number)", to: "takeover-log")
                try producer.sendOffsets([input: number], group: try #require(leader.metadata()))
                // It dies before the second commit.
                if number == 1 { try producer.commit() }
            }
            #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        }
        let deadline = ContinuousClock.now + .seconds(60)
        while try !admin.describeGroup("takeover").hasNoMembers {
            try #require(ContinuousClock.now < deadline)
        }
        let standby = try broker.member("takeover")
        #expect(standby.poll { standby.isOwner })
        let producer = try broker.transactionalProducer("takeover")
        let stored = try awaitStable {
            try admin.committedOffsets(group: "takeover", partitions: [input])
        }
        #expect(stored == [input: 1])
        #expect(try broker.texts("takeover-log") == ["state 1"])
        try producer.begin()
        try producer.enqueue("state 2", to: "takeover-log")
        try producer.sendOffsets([input: 2], group: try #require(standby.metadata()))
        try producer.commit()
        #expect(try broker.texts("takeover-log") == ["state 1", "state 2"])
        #expect(standby.close(withinMilliseconds: 20_000))
    }

    @Test func `a transaction that lasts too long is ended by the broker`() throws {
        try broker.createTopic("txn-slow")
        let producer = try broker.transactionalProducer("txn-slow", timeoutMilliseconds: 1_000)
        try producer.begin()
        try producer.enqueue("slow", to: "txn-slow")
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        // The broker looks every 10 s.
        let deadline = ContinuousClock.now + .seconds(60)
        while try admin.offsets(of: partition("txn-slow")).lastStable == 0 {
            try #require(ContinuousClock.now < deadline)
            producer.poll(timeoutMilliseconds: 100)
        }
        let commit = failure { () throws(TransactionError) in try producer.commit() }
        // The library takes the broker's new epoch for another producer's.
        #expect(commit?.kind == .fenced, "\(commit.map { "\($0)" } ?? "no error")")
        let next = try broker.transactionalProducer("txn-slow", timeoutMilliseconds: 1_000)
        try next.begin()
        try next.enqueue("quick", to: "txn-slow")
        try next.commit()
        #expect(try broker.texts("txn-slow") == ["quick"])
    }
}
