// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Kafka

/// A consumer that reads brokers without the library; that it does, and what it makes of refusals.
struct DirectReaderTests {
    private let mock: MockCluster

    init() throws { mock = try MockCluster() }

    private func write(_ texts: [String]) throws {
        try TopicWriter(topic: "t", bootstrapServers: mock.bootstrapServers).write(texts: texts)
    }

    private func consumer() throws -> KafkaConsumer {
        let consumer = try KafkaConsumer(properties: properties(of: mock))
        try consumer.assign([(TopicPartition(topic: "t", partition: 0), .beginning)])
        return consumer
    }

    @Test func `it takes the place of the library only where the connection is plain`() throws {
        let plain = try KafkaConsumer(properties: properties(of: mock))
        #expect(plain.marks != nil)
        let login = properties(
            of: mock,
            [
                "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
                "sasl.username": "u", "sasl.password": "p",
            ]
        )
        let library = try KafkaConsumer(properties: login)
        #expect(library.marks == nil)
    }

    @Test func `values are padded where it read them, and only there`() throws {
        try mock.createTopic("t")
        try write(["a", "b"])
        var batch = RecordBatch()
        let direct = try consumer()
        #expect(direct.poll(into: &batch, timeoutMilliseconds: 20_000) > 0)
        var isPadded = batch.isPadded
        #expect(isPadded)
        batch.clear()
        isPadded = batch.isPadded
        #expect(!isPadded)
        let library = try KafkaConsumer(
            properties: properties(of: mock, ["client.rack": "anywhere"])
        )
        try library.assign([(TopicPartition(topic: "t", partition: 0), .beginning)])
        #expect(library.poll(into: &batch, timeoutMilliseconds: 20_000) > 0)
        isPadded = batch.isPadded
        #expect(!isPadded)
        batch.clear()
    }

    @Test func `what passes by itself is asked again without a word`() throws {
        try mock.createTopic("t")
        try write((0..<100).map { "\($0)" })
        // No leader, not the leader, storage error.
        mock.pushErrors(.fetch, [5, 6, 56, 6, 6].map { KafkaError.Code(rawValue: $0) })
        let entries = try consumer().readToEnds()
        #expect(entries.compactMap(\.text) == (0..<100).map { "\($0)" })
        let errors = entries.filter(\.isError)
        #expect(errors.isEmpty)
    }

    @Test func `an answer without records does not keep the next one waiting`() throws {
        try mock.createTopic("t")
        try write(["a"])
        let consumer = try consumer()
        // Not the leader: nothing comes out, and the broker is asked again.
        mock.pushErrors(.fetch, [KafkaError.Code(rawValue: 6)])
        var batch = RecordBatch()
        #expect(consumer.poll(into: &batch, timeoutMilliseconds: 20_000) > 0)
        batch.clear()
    }

    @Test func `a refusal is told once, and reading goes on when it ends`() throws {
        try mock.createTopic("t")
        try write(["a"])
        mock.pushErrors(.fetch, [.topicAuthorizationFailed, .topicAuthorizationFailed])
        let entries = try consumer().readToEnds()
        let codes = entries.compactMap { entry in
            if case .error(_, let error) = entry { error.code } else { nil }
        }
        #expect(codes == [.topicAuthorizationFailed])
        #expect(entries.compactMap(\.text) == ["a"])
    }

    @Test func `a partition is read from its new leader, though no connection breaks`() throws {
        let mock = try MockCluster(brokerCount: 2)
        try mock.createTopic("t")
        mock.setLeader(1, of: partition("t"))
        let writer = try TopicWriter(topic: "t", bootstrapServers: mock.bootstrapServers)
        try writer.write(texts: ["a"])
        let consumer = try KafkaConsumer(properties: properties(of: mock))
        try consumer.assign([(partition("t"), .beginning)])
        var entries = consumer.readToEnds()
        for (number, text) in ["b", "c"].enumerated() {
            // Long enough for everything to be well, so that nobody looks for leaders any more.
            let calm = ContinuousClock.now + .milliseconds(1_500)
            _ = consumer.read { _ in ContinuousClock.now > calm }
            mock.setLeader(number == 0 ? 2 : 1, of: partition("t"))
            try writer.write(texts: [text])
            entries += consumer.read { $0.contains { $0.text != nil } }
        }
        #expect(entries.compactMap(\.text) == ["a", "b", "c"])
        let errors = entries.filter(\.isError)
        #expect(errors.isEmpty)
    }

    @Test func `while a partition is refused its silence is no silence of a healthy source`() throws
    {
        try mock.createTopic("t")
        try write(["a"])
        let consumer = try consumer()
        _ = consumer.readToEnds()
        #expect(consumer.isConnected)
        mock.pushErrors(.fetch, [.topicAuthorizationFailed, .topicAuthorizationFailed])
        _ = consumer.read { $0.contains(where: \.isError) }
        #expect(!consumer.isConnected)
        _ = consumer.read { _ in consumer.isConnected }
        #expect(consumer.isConnected)
    }

    @Test func `what brokers refuse is told as long as they answer`() throws {
        try mock.createTopic("t")
        try write(["a"])
        let consumer = try consumer()
        _ = consumer.readToEnds()
        #expect(consumer.refusal == nil)
        mock.setError(ofTopic: "t", .unknownTopic)
        mock.pushErrors(.fetch, [.unknownTopic])
        _ = consumer.read { $0.contains(where: \.isError) && consumer.refusal != nil }
        #expect(consumer.refusal?.reason.contains("does not exist") == true)
        mock.takeDown()
        _ = consumer.read { _ in consumer.refusal == nil }
        #expect(consumer.refusal == nil && !consumer.isConnected)
    }

    @Test func `each record comes once, however often the broker goes away`() throws {
        try mock.createTopic("t")
        let consumer = try consumer()
        var texts: [String] = []
        for round in 0..<4 {
            try write((0..<50).map { "\(round) \($0)" })
            texts += consumer.read { entries in
                entries.count { $0.text != nil } >= (round == 3 ? 50 : 20)
            }.compactMap(\.text)
            mock.takeDown()
            texts += consumer.read { _ in !consumer.isConnected }.compactMap(\.text)
            mock.bringUp()
        }
        while texts.count < 200 {
            let more = consumer.read { $0.contains { $0.text != nil } }.compactMap(\.text)
            guard !more.isEmpty else { break }
            texts += more
        }
        let expected = (0..<4).flatMap { round in (0..<50).map { "\(round) \($0)" } }
        #expect(texts == expected)
    }

    @Test func `it reads what the library reads`() throws {
        let broker = try KafkaBroker.shared()
        try broker.createTopic("both-ways", partitionCount: 3)
        for (number, codec) in ["none", "lz4", "zstd", "gzip", "snappy"].enumerated() {
            let writer = try broker.writer(
                "both-ways",
                properties: ["compression.type": codec, "linger.ms": "20"]
            )
            try writer.write(
                (0..<600).map { index in
                    TopicRecord(
                        partition: Int32(index % 3),
                        timestamp: Int64(1_000 + index),
                        text: String(repeating: "\(number) \(index) ", count: 1 + index % 40)
                    )
                }
            )
        }
        let starts = (0..<3 as Range<Int32>).map { number in
            (TopicPartition(topic: "both-ways", partition: number), StartPosition.offset(7))
        }
        let read = try [[:], ["client.rack": "anywhere"]].map { further in
            var properties: KafkaProperties = further
            properties["bootstrap.servers"] = broker.bootstrapServers
            let consumer = try KafkaConsumer(properties: properties)
            try consumer.assign(starts)
            let entries = consumer.readToEnds(3)
            return (0..<3).map { index in
                entries.filter { entry in
                    switch entry {
                    case .record(index, _, _), .end(index, _): true
                    default: false
                    }
                }
            }
        }
        #expect(read[0] == read[1])
        #expect(read[0].map(\.count) == [994, 994, 994])
    }
}
