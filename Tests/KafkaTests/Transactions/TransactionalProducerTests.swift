// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TransactionalProducerTests {
    let mock: MockCluster

    init() throws {
        mock = try MockCluster()
        try mock.createTopic("t")
    }

    private func producer(
        _ further: KafkaProperties = [:],
        callLimitMilliseconds: Int = 20_000
    ) throws -> TransactionalProducer {
        try TransactionalProducer(
            properties: properties(of: mock, further),
            transactionalID: "id",
            transactionTimeoutMilliseconds: 1_000,
            callLimitMilliseconds: callLimitMilliseconds
        )
    }

    private func run(
        _ fault: TransactionFault,
        _ producer: TransactionalProducer
    ) -> TransactionError? {
        failure { () throws(TransactionError) in
            let codes = Array(repeating: fault.code, count: fault.times)
            let isFirst = fault.request == .initProducerID
            if isFirst { mock.pushErrors(fault.request, codes) }
            try producer.initTransactions()
            if !isFirst { mock.pushErrors(fault.request, codes) }
            try producer.begin()
            try producer.enqueue("x", to: "t")
            if fault.sendsOffsets {
                let group = GroupMetadata(withoutMembershipIn: "g")
                try producer.sendOffsets([partition("t"): 5], group: group)
            }
            try fault.isAborted ? producer.abort() : producer.commit()
        }
    }

    @Test(arguments: TransactionFault.all)
    func `a request that fails ends as what it is, and always ends`(
        fault: TransactionFault
    ) throws {
        let isEndless = fault.request == .endTransaction && fault.times > 1
        let producer = try producer(callLimitMilliseconds: isEndless ? 2_000 : 20_000)
        let error = run(fault, producer)
        #expect(error?.kind == fault.kind, "\(error.map { "\($0)" } ?? "no error")")
        let next = { () throws(TransactionError) in
            try producer.begin()
            try producer.commit()
        }
        switch error {
        case nil:
            #expect(failure(next) == nil)
        case let error? where error.kind == .abortable:
            #expect(failure { () throws(TransactionError) in try producer.abort() } == nil)
            #expect(failure(next) == nil)
        case let error? where error.isProducerLost:
            // At once, whatever the library would do.
            #expect(failure(next) == error)
            #expect(failure { () throws(TransactionError) in try producer.abort() } == error)
            let enqueue = { () throws(TransactionError) in try producer.enqueue("y", to: "t") }
            #expect(failure(enqueue) == error)
            #expect(producer.loss == error)
        default:
            break
        }
    }

    @Test func `a call that is retriable is made again until it succeeds`() throws {
        let producer = try producer()
        let cause = KafkaError(code: .coordinatorLoading, subject: nil, detail: "")
        var calls = 0
        let answer = try producer.retrying(until: .now + .seconds(30)) {
            () throws(TransactionError) in
            calls += 1
            guard calls == 3 else {
                throw TransactionError(kind: .retriable, call: .sendOffsets, cause: cause)
            }
            return "done"
        }
        #expect(answer == "done")
    }

    @Test(arguments: [
        (TransactionError.Kind.retriable, -1), (.abortable, 30), (.fenced, 30),
        (.outcomeUnknown, 30),
    ])
    func `a call is not made again after the deadline, and not when that cannot help`(
        kind: TransactionError.Kind,
        seconds: Int
    ) throws {
        let producer = try producer()
        let cause = KafkaError(code: .coordinatorLoading, subject: nil, detail: "")
        var calls = 0
        let error = failure { () throws(TransactionError) in
            try producer.retrying(until: .now + .seconds(seconds)) { () throws(TransactionError) in
                calls += 1
                throw TransactionError(kind: kind, call: .commit, cause: cause)
            }
        }
        #expect(error?.kind == kind)
        #expect(calls == 1)
    }

    @Test func `a commit serves the reports that nobody polls for`() throws {
        let producer = try producer()
        try producer.initTransactions()
        for _ in 0..<3 {
            try producer.begin()
            for index in 0..<5_000 { try producer.enqueue("\(index)", to: "t") }
            try producer.commit()
        }
        #expect(producer.deliveredCount == 15_000)
        #expect(producer.outstandingCount == 0)
    }

    @Test func `a record that is not taken is told and makes an abort due`() throws {
        let producer = try producer(["message.max.bytes": "1000"])
        try producer.initTransactions()
        let outside = failure { () throws(TransactionError) in try producer.enqueue("x", to: "t") }
        #expect(outside?.kind == .abortable)
        try producer.begin()
        let large = failure { () throws(TransactionError) in
            try producer.enqueue(String(repeating: "x", count: 2_000), to: "t")
        }
        #expect(large?.kind == .abortable)
        #expect(large?.cause.code == .recordTooLarge)
        try producer.enqueue("y", to: "t", tag: 1)
        mock.pushErrors(.produce, [.recordTooLarge])
        let commit = failure { () throws(TransactionError) in try producer.commit() }
        #expect(commit?.kind == .abortable)
        #expect(producer.takeFailures().map(\.tag) == [1])
        try producer.abort()
        // A record that was dropped leaves a gap in the numbers, which the library may need a second
        // transaction to get over.
        var next: TransactionError?
        for _ in 0..<3 {
            next = failure { () throws(TransactionError) in
                try producer.begin()
                try producer.enqueue("z", to: "t")
                try producer.commit()
            }
            guard next?.kind == .abortable else { break }
            try producer.abort()
        }
        #expect(next == nil)
    }

    @Test func `without a broker everything ends, and a commit's outcome is unknown`() throws {
        let producer = try producer(callLimitMilliseconds: 2_000)
        try producer.initTransactions()
        try producer.begin()
        try producer.enqueue("x", to: "t")
        #expect(producer.flush(withinMilliseconds: 10_000) == 0)
        mock.takeDown()
        let commit = failure { () throws(TransactionError) in try producer.commit() }
        #expect(commit?.kind == .outcomeUnknown)
        let next = try self.producer()
        let start = failure { () throws(TransactionError) in try next.initTransactions() }
        #expect(start?.kind == .retriable)
        mock.bringUp()
        try next.retrying(until: .now + .seconds(30)) { () throws(TransactionError) in
            try next.initTransactions()
        }
    }

    @Test func `calls out of order are fatal and do not hang`() throws {
        let producer = try producer()
        let early = failure { () throws(TransactionError) in try producer.begin() }
        #expect(early?.kind == .fatal)
        #expect(early?.cause.code == .wrongState)
    }

    @Test func `a record may not wait longer than its transaction lasts`() throws {
        let error = #expect(throws: KafkaError.self) {
            try producer(["message.timeout.ms": "60000"])
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.reason.contains("message.timeout.ms") == true)
    }

    @Test func `offsets that the library would drop in silence are a mistake`() async {
        await #expect(processExitsWith: .failure) {
            let producer = try TransactionalProducer(properties: [:], transactionalID: "id")
            let group = GroupMetadata(withoutMembershipIn: "g")
            try producer.sendOffsets([:], group: group)
        }
        await #expect(processExitsWith: .failure) {
            let producer = try TransactionalProducer(properties: [:], transactionalID: "id")
            let group = GroupMetadata(withoutMembershipIn: "g")
            try producer.sendOffsets([TopicPartition(topic: "t", partition: 0): -1], group: group)
        }
    }
}
