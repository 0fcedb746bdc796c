// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

struct KafkaProducerTests {
    let mock: MockCluster

    init() throws {
        mock = try MockCluster()
        try mock.createTopic("t", partitionCount: 4)
    }

    private func producer(
        _ further: KafkaProperties = [:],
        bounds: KafkaProducer.QueueBounds = .init()
    ) throws -> KafkaProducer {
        try KafkaProducer(properties: properties(of: mock, further), bounds: bounds)
    }

    /// Enqueues text for partition 0.
    private func enqueue(
        _ text: String,
        to producer: KafkaProducer,
        partition: Int32 = 0,
        tag: UInt64 = 0
    ) throws -> KafkaProducer.Outcome {
        let bytes = Array(text.utf8)
        // Sound: bytes of any kind are plain bytes.
        return try unsafe producer.enqueue(
            topic: "t",
            partition: partition,
            key: nil,
            value: bytes.span.bytes,
            tag: tag
        )
    }

    @Test func `delivered records are counted and nothing is left`() throws {
        let producer = try producer()
        for index in 0..<1000 { #expect(try enqueue("\(index)", to: producer) == .queued) }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(producer.deliveredCount == 1000)
        #expect(producer.failedCount == 0)
        #expect(producer.isConnected)
        let read = try TopicReader(topic: "t", bootstrapServers: mock.bootstrapServers).readAll()
        #expect(read.map(\.text) == (0..<1000).map { "\($0)" })
    }

    @Test func `a full queue refuses and takes again after delivery`() throws {
        let producer = try producer(bounds: .init(records: 3))
        mock.takeDown()
        for _ in 0..<3 { #expect(try enqueue("x", to: producer) == .queued) }
        #expect(try enqueue("x", to: producer) == .queueFull)
        #expect(producer.outstandingCount == 3)
        mock.bringUp()
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(try enqueue("x", to: producer) == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(producer.deliveredCount == 4)
    }

    @Test func `a flush without brokers ends and says how many are left`() throws {
        let producer = try producer()
        mock.takeDown()
        for _ in 0..<5 { #expect(try enqueue("x", to: producer) == .queued) }
        #expect(producer.flush(withinMilliseconds: 50) == 5)
        mock.bringUp()
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(producer.deliveredCount == 5)
    }

    @Test func `a refused record comes back with its tag`() throws {
        let producer = try producer()
        mock.pushErrors(.produce, [.topicAuthorizationFailed])
        #expect(try enqueue("x", to: producer, tag: UInt64.max - 1) == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let failures = producer.takeFailures()
        #expect(failures.map(\.tag) == [UInt64.max - 1])
        #expect(failures.first?.error.code == .topicAuthorizationFailed)
        #expect(failures.first?.error.isRetriable == false)
        #expect(failures.first?.error.reason.hasPrefix("no right to topic t") == true)
        #expect(producer.failedCount == 1)
        #expect(producer.takeFailures().isEmpty)
    }

    @Test func `a passing failure is retried and seen by nobody`() throws {
        let producer = try producer(["retry.backoff.ms": "5"])
        mock.pushErrors(.produce, [.leaderNotAvailable, .init(rawValue: 6), .connectionFailed])
        for index in 0..<10 { #expect(try enqueue("\(index)", to: producer) == .queued) }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(producer.deliveredCount == 10)
        #expect(producer.takeFailures().isEmpty)
        let read = try TopicReader(topic: "t", bootstrapServers: mock.bootstrapServers).readAll()
        #expect(read.map(\.text) == (0..<10).map { "\($0)" })
    }

    @Test func `a record above message max bytes is refused as too large`() throws {
        let producer = try producer(["message.max.bytes": "1000"])
        let large = String(repeating: "x", count: 2000)
        let error = #expect(throws: KafkaError.self) { try enqueue(large, to: producer) }
        #expect(error?.code == .recordTooLarge)
        #expect(error?.isRetriable == false)
        #expect(error?.isFatal == false)
        #expect(try enqueue("small", to: producer) == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(producer.deliveredCount == 1)
    }

    @Test func `a record that the broker finds too large is told apart`() throws {
        let producer = try producer()
        mock.pushErrors(.produce, [.recordTooLarge])
        #expect(try enqueue("x", to: producer, tag: 7) == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let failure = try #require(producer.takeFailures().first)
        #expect(failure.tag == 7)
        #expect(failure.error.code == .recordTooLarge)
        #expect(!failure.error.isRetriable)
    }

    @Test func `a partition that does not exist fails`() throws {
        let producer = try producer()
        #expect(try enqueue("x", to: producer, partition: 99, tag: 9) == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let failure = try #require(producer.takeFailures().first)
        #expect(failure.tag == 9)
        #expect(failure.error.code == .unknownPartition)
    }

    @Test func `discarded records are reported as such`() throws {
        let producer = try producer()
        mock.takeDown()
        for tag in UInt64(1)...3 { #expect(try enqueue("x", to: producer, tag: tag) == .queued) }
        producer.discardOutstanding()
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let failures = producer.takeFailures()
        #expect(failures.map(\.tag) == [1, 2, 3])
        #expect(failures.allSatisfy { $0.error.code == .purged })
    }

    @Test func `keys go where a Java producer puts them`() throws {
        let keys = (0..<40).map { "user-\($0)" }
        let servers = mock.bootstrapServers
        try TopicWriter(topic: "t", bootstrapServers: servers)
            .write(keys.map { TopicRecord(key: $0, text: $0) })
        let read = try TopicReader(topic: "t", bootstrapServers: servers).readAll()
        #expect(read.count == keys.count)
        for record in read {
            let key = try #require(record.key)
            // Sound: bytes of any kind are plain bytes.
            let expected = unsafe Murmur2.partition(forKey: key.span.bytes, of: 4)
            #expect(record.partition == expected)
        }
    }
}
