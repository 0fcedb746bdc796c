// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Sinks
import TestSupport
import Testing

/// On a real broker.
@Suite(.timeLimit(.minutes(5)))
struct DeliveryLoopBrokerTests {
    private func producer(
        _ broker: KafkaBroker,
        _ further: KafkaProperties = [:]
    ) throws -> KafkaProducer {
        let own: KafkaProperties = [
            "bootstrap.servers": broker.bootstrapServers,
            "reconnect.backoff.max.ms": "200",
            "log_level": "0",
        ]
        let all = own.merging(further) { _, further in further }
        return try KafkaProducer(properties: DeliveryLoop.properties(over: all))
    }

    /// Writes `count` times `size` bytes, of which the first tell the record's number.
    private func deliver(
        _ count: Int,
        size: (Int) -> Int,
        to topic: String,
        _ producer: KafkaProducer
    ) -> DeliveryResult {
        var loop = DeliveryLoop(producer: producer)
        return loop.deliver(count: count, shouldStop: { false }) { record, tag throws(KafkaError) in
            var value = Array("\(record):".utf8)
            value += Array(repeating: UInt8(record), count: size(record) - value.count)
            // Sound: bytes of any kind are plain bytes.
            return try unsafe producer.enqueue(
                topic: topic,
                partition: 0,
                key: nil,
                value: value.span.bytes,
                tag: tag
            )
        }
    }

    private func numbers(_ records: [TopicRecord]) -> [Int] {
        records.compactMap { record in
            let digits = (record.value ?? []).prefix { $0 != UInt8(ascii: ":") }
            return Int(String(decoding: digits, as: UTF8.self))
        }
    }

    @Test func `a broker that is killed and comes back lost and doubled nothing`() throws {
        let broker = try KafkaBroker()
        try broker.createTopic("restart", partitionCount: 3)
        let fixture = try SnapshotFixture()
        let producer = try producer(broker)
        var sink = SnapshotTopic(
            producer: producer,
            topic: "restart",
            partitionCount: 3,
            plan: fixture.plan,
            application: "shop",
            generation: 1,
            keyFingerprint: "00ff"
        )
        let snapshots = try (0..<2_000).map {
            try fixture.visits(country: ["\($0)"])
        }
        var loop = DeliveryLoop(producer: producer)
        var sentCount = 0
        let result = loop.deliver(count: snapshots.count, shouldStop: { false }) {
            record,
            tag throws(KafkaError) in
            sentCount += 1
            if sentCount == 1_000 {
                // So that some are delivered, some on their way and some not sent.
                producer.poll(timeoutMilliseconds: 100)
                broker.stop()
                do {
                    try broker.start()
                } catch {
                    Issue.record(error)
                }
            }
            return try sink.write(snapshots[record], emitted: 1, tag: tag)
        }
        #expect(result.ending == .delivered)
        let keys = try broker.reader("restart").readAll().compactMap(\.keyText)
        #expect(keys.count == 2_000)
        #expect(Set(keys).count == 2_000)
    }

    @Test func `records that are too large only together arrive one by one`() throws {
        let broker = try KafkaBroker.shared()
        let configuration = ["max.message.bytes": "2000"]
        try broker.createTopic("delivery-small", configuration: configuration)
        let settings: KafkaProperties = ["linger.ms": "100", "compression.type": "none"]
        let producer = try producer(broker, settings)
        let result = deliver(40, size: { _ in 500 }, to: "delivery-small", producer)
        #expect(result.ending == .delivered)
        #expect(result.retryCount == 40)
        #expect(numbers(try broker.reader("delivery-small").readAll()) == Array(0..<40))
    }

    @Test func `a record that the topic finds too large is refused, its neighbors arrive`() throws {
        let broker = try KafkaBroker.shared()
        let configuration = ["max.message.bytes": "2000"]
        try broker.createTopic("delivery-large", configuration: configuration)
        let producer = try producer(broker, ["compression.type": "none"])
        let result = deliver(3, size: { $0 == 2 ? 5_000 : 500 }, to: "delivery-large", producer)
        guard case .refused(record: 2, let error) = result.ending else {
            Issue.record("ended with \(result.ending)")
            return
        }
        #expect(error.code == .recordTooLarge)
        #expect(result.undelivered == [2])
        #expect(numbers(try broker.reader("delivery-large").readAll()) == [0, 1])
    }
}
