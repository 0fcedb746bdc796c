// SPDX-License-Identifier: Apache-2.0

import Kafka
import Synchronization
import TestSupport
import Testing

@testable import Sinks

@Suite(.timeLimit(.minutes(2)))
struct DeliveryLoopTests {
    private let topic: MockTopic

    init() throws {
        topic = try MockTopic()
    }

    private func deliver(
        _ count: Int,
        _ loop: inout DeliveryLoop,
        shouldStop: () -> Bool = { false }
    ) -> DeliveryResult {
        let producer = loop.producer
        return loop.deliver(count: count, shouldStop: shouldStop) {
            record,
            tag throws(KafkaError) in
            try producer.enqueue(record, tag: tag, topic: topic.name)
        }
    }

    private func numbers(_ count: Int) -> [String?] { (0..<count).map { "\($0)" } }

    @Test func `all records are on the topic when it returns`() throws {
        var loop = DeliveryLoop(producer: try topic.producer())
        let result = deliver(1_000, &loop)
        #expect(result.ending == .delivered)
        #expect(result.undelivered == [])
        #expect(result.retryCount == 0)
        #expect(loop.producer.outstandingCount == 0)
        #expect(try topic.readAll().map(\.text) == numbers(1_000))
    }

    @Test func `nothing to deliver is delivered at once, also without brokers`() throws {
        topic.cluster.takeDown()
        var loop = DeliveryLoop(producer: try topic.producer())
        #expect(deliver(0, &loop).ending == .delivered)
    }

    @Test func `a queue smaller than the batch is filled again and again`() throws {
        var loop = DeliveryLoop(producer: try topic.producer(bounds: .init(records: 7)))
        let result = deliver(500, &loop)
        #expect(result.ending == .delivered)
        #expect(try topic.readAll().map(\.text) == numbers(500))
    }

    @Test func `failures that pass are retried by the client, without doubles`() throws {
        var loop = DeliveryLoop(producer: try topic.producer())
        topic.cluster.pushErrors(
            .produce,
            [.leaderNotAvailable, .connectionFailed, .requestTimedOut]
        )
        let result = deliver(100, &loop)
        #expect(result.ending == .delivered)
        #expect(try topic.readAll().map(\.text) == numbers(100))
    }

    @Test func `brokers that go down and come back lose and double nothing`() throws {
        let properties = DeliveryLoop.properties(over: topic.properties())
        #expect(properties["message.timeout.ms"] == "0")
        var loop = DeliveryLoop(producer: try KafkaProducer(properties: properties))
        #expect(deliver(10, &loop).ending == .delivered)
        topic.cluster.takeDown()
        var questions = 0
        let result = deliver(300, &loop) {
            questions += 1
            if questions == 3 { topic.cluster.bringUp() }
            return false
        }
        #expect(result.ending == .delivered)
        #expect(questions >= 3)
        #expect(try topic.readAll().map(\.text) == numbers(10) + numbers(300))
    }

    @Test func `what the client gives up is sent again after a wait`() throws {
        let waits = Mutex<[Int]>([])
        let producer = try topic.producer(["message.send.max.retries": "1"])
        var loop = DeliveryLoop(producer: producer) { _, milliseconds in
            waits.withLock { $0.append(milliseconds) }
        }
        topic.cluster.pushErrors(.produce, Array(repeating: .notEnoughReplicas, count: 3))
        let result = deliver(20, &loop)
        #expect(result.ending == .delivered)
        #expect(result.retryCount == 20)
        #expect(waits.withLock(\.self) == [100])
        #expect(try topic.readAll().map(\.text) == numbers(20))
    }

    @Test func `what timed out is sent again until it is delivered`() throws {
        let cluster = topic.cluster
        let producer = try topic.producer(["message.timeout.ms": "300"])
        var loop = DeliveryLoop(producer: producer) { _, _ in cluster.bringUp() }
        cluster.takeDown()
        let result = deliver(20, &loop)
        #expect(result.ending == .delivered)
        #expect(result.retryCount >= 20)
        let texts = try topic.readAll().map(\.text)
        #expect(Set(texts) == Set(numbers(20)))
    }

    @Test func `waits grow while nothing is delivered and are cut into slices`() throws {
        let waits = Mutex<[Int]>([])
        var loop = DeliveryLoop(producer: try topic.producer()) { _, milliseconds in
            waits.withLock { $0.append(milliseconds) }
        }
        let producer = loop.producer
        var attempts = 0
        let result = loop.deliver(count: 1, shouldStop: { false }) {
            record,
            tag throws(KafkaError) in
            attempts += 1
            if attempts <= 8 {
                throw KafkaError(code: .leaderNotAvailable, subject: nil, detail: "")
            }
            return try producer.enqueue(record, tag: tag, topic: topic.name)
        }
        #expect(result.ending == .delivered)
        #expect(result.retryCount == 8)
        let sum = 100 + 200 + 400 + 800 + 1_600 + 3_200 + 5_000 + 5_000
        #expect(waits.withLock { $0.reduce(0, +) } == sum)
        #expect(waits.withLock { $0.max() } == 100)
    }

    @Test func `a refusal by the broker ends it and names the record`() throws {
        var loop = DeliveryLoop(producer: try topic.producer())
        topic.cluster.pushErrors(.produce, [.topicAuthorizationFailed])
        let result = deliver(3, &loop)
        guard case .refused(let record, let error) = result.ending else {
            Issue.record("ended with \(result.ending)")
            return
        }
        #expect(record == 0)
        #expect(error.code == .topicAuthorizationFailed)
        #expect(result.undelivered == [0, 1, 2])
    }

    @Test func `a record that is too large ends it, and the others are delivered`() throws {
        let producer = try topic.producer(["message.max.bytes": "1000"])
        var loop = DeliveryLoop(producer: producer)
        let large = [UInt8](repeating: 1, count: 2_000)
        let result = loop.deliver(count: 4, shouldStop: { false }) {
            record,
            tag throws(KafkaError) in
            guard record == 2 else {
                return try producer.enqueue(record, tag: tag, topic: topic.name)
            }
            // Sound: bytes of any kind are plain bytes.
            return try unsafe producer.enqueue(topic: topic.name, key: nil, value: large.span.bytes)
        }
        guard case .refused(record: 2, let error) = result.ending else {
            Issue.record("ended with \(result.ending)")
            return
        }
        #expect(error.code == .recordTooLarge)
        #expect(result.undelivered == [2])
        #expect(try topic.readAll().map(\.text) == ["0", "1", "3"])
    }

    @Test func `an optional record that is too large is given up, the others are delivered`() throws
    {
        let producer = try topic.producer()
        var loop = DeliveryLoop(producer: producer)
        let rejected = RejectedTopic(producer: producer, topic: topic.name)
        let result = loop.deliver(count: 3, isOptional: { $0 < 2 }, shouldStop: { false }) {
            record,
            tag throws(KafkaError) in
            guard record == 1 else {
                return try producer.enqueue(record, tag: tag, topic: topic.name)
            }
            let output = RejectedOutput(
                topic: "clicks",
                partition: 0,
                offset: 0,
                timestamp: nil,
                reason: "size",
                error: "too large",
                key: Array(repeating: 1, count: 1_000_001),
                value: []
            )
            return try rejected.write(output, producedAt: 1, tag: tag)
        }
        #expect(result.ending == .delivered)
        #expect(result.refusals.map(\.record) == [1])
        #expect(result.refusals.map(\.error.code) == [.recordTooLarge])
        #expect(try topic.readAll().map(\.text) == ["0", "2"])
    }

    @Test func `a request that is too large for the broker is sent in single records`() throws {
        var loop = DeliveryLoop(producer: try topic.producer(["linger.ms": "50"]))
        #expect(deliver(1, &loop).ending == .delivered)
        topic.cluster.pushErrors(.produce, [.recordListTooLarge])
        let result = deliver(5, &loop)
        #expect(result.ending == .delivered)
        #expect(result.retryCount == 5)
        #expect(try topic.readAll().map(\.text) == ["0"] + numbers(5))
    }

    @Test func `it stops when told so and says what may be missing`() throws {
        var loop = DeliveryLoop(producer: try topic.producer(bounds: .init(records: 2)))
        topic.cluster.takeDown()
        var questions = 0
        let result = deliver(5, &loop) {
            questions += 1
            return questions == 2
        }
        #expect(result.ending == .stopped)
        #expect(result.undelivered == [0, 1, 2, 3, 4])
        #expect(questions == 2)
    }

    @Test func `it stops in the middle of a wait`() throws {
        let stop = Atomic(false)
        let waits = Atomic(0)
        var loop = DeliveryLoop(producer: try topic.producer()) { _, _ in
            // 100 ms, then 200 ms in two slices.
            let count = waits.wrappingAdd(1, ordering: .relaxed).newValue
            if count == 2 { stop.store(true, ordering: .relaxed) }
        }
        let result = loop.deliver(
            [4, 8],
            shouldStop: { stop.load(ordering: .relaxed) },
            send: { _, _ throws(KafkaError) in
                throw KafkaError(code: .leaderNotAvailable, subject: nil, detail: "")
            }
        )
        #expect(result.ending == .stopped)
        #expect(result.undelivered == [4, 8])
        #expect(waits.load(ordering: .relaxed) == 2)
    }

    @Test func `what a lost producer did not deliver a new one does`() throws {
        var loop = DeliveryLoop(producer: try topic.producer())
        #expect(deliver(5, &loop).ending == .delivered)
        topic.cluster.pushErrors(.produce, [.outOfOrderSequence])
        let producer = loop.producer
        let result = deliver(5, &loop)
        guard case .producerLost(let error) = result.ending else {
            Issue.record("ended with \(result.ending)")
            return
        }
        #expect(error.isFatal)
        #expect(producer.outstandingCount == 0)
        #expect(result.undelivered == [0, 1, 2, 3, 4])
        let second = try topic.producer()
        loop.producer = second
        let again = loop.deliver(result.undelivered, shouldStop: { false }) {
            record,
            tag throws(KafkaError) in
            try second.enqueue(record, tag: tag, topic: topic.name)
        }
        #expect(again.ending == .delivered)
        #expect(try topic.readAll().map(\.text) == numbers(5) + numbers(5))
    }

    @Test func `without the right to write idempotently it is refused as a whole`() throws {
        topic.cluster.pushErrors(.initProducerID, [.clusterAuthorizationFailed])
        var loop = DeliveryLoop(producer: try topic.producer())
        let result = deliver(3, &loop)
        guard case .refused(record: nil, let error) = result.ending else {
            Issue.record("ended with \(result.ending)")
            return
        }
        #expect(error.code == .clusterAuthorizationFailed)
        #expect(error.isFatal)
        #expect(result.undelivered == [0, 1, 2])
    }
}

extension KafkaError.Code {
    fileprivate static let requestTimedOut = Self(rawValue: 7)
    fileprivate static let notEnoughReplicas = Self(rawValue: 19)
    fileprivate static let outOfOrderSequence = Self(rawValue: 45)
}
