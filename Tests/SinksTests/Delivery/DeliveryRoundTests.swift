// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

@testable import Sinks

struct DeliveryRoundTests {
    private let topic: MockTopic

    init() throws {
        topic = try MockTopic()
    }

    private func enqueue(
        _ record: Int,
        _ tag: UInt64,
        _ producer: KafkaProducer
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        try producer.enqueue(record, tag: tag, topic: topic.name)
    }

    @Test func `records are sent once, in order, with tags of their own`() throws {
        let producer = try topic.producer()
        var round = DeliveryRound(records: [5, 6, 9], firstTag: 100)
        var tags: [UInt64] = []
        round.run(through: producer, shouldStop: { false }) { record, tag throws(KafkaError) in
            tags.append(tag)
            return try enqueue(record, tag, producer)
        }
        #expect(tags == [100, 101, 102])
        #expect(round.unproven == [])
        #expect(try topic.readAll().map(\.text) == ["5", "6", "9"])
    }

    @Test func `failures of others before are not taken for one's own`() throws {
        let producer = try topic.producer()
        topic.cluster.pushErrors(.produce, [.recordTooLarge])
        for tag in [99, 103, UInt64.max] {
            #expect(try enqueue(0, tag, producer) == .queued)
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(producer.failedCount == 3)
        var round = DeliveryRound(records: [5, 6, 9], firstTag: 100)
        round.run(through: producer, shouldStop: { false }) { record, tag throws(KafkaError) in
            try enqueue(record, tag, producer)
        }
        #expect(round.failures.isEmpty)
        #expect(round.unproven == [])
    }

    @Test func `when it stops with records on their way none of them is proven`() throws {
        let producer = try topic.producer()
        topic.cluster.takeDown()
        var round = DeliveryRound(records: [5, 6, 9], firstTag: 1)
        round.run(through: producer, shouldStop: { true }) { record, tag throws(KafkaError) in
            try enqueue(record, tag, producer)
        }
        #expect(round.isStopped)
        #expect(round.unproven == [5, 6, 9])
    }

    @Test func `what is refused at once does not hold up the others`() throws {
        let producer = try topic.producer()
        let refusal = KafkaError(code: .recordTooLarge, subject: nil, detail: "")
        var round = DeliveryRound(records: [5, 6, 9], firstTag: 1)
        round.run(through: producer, shouldStop: { false }) { record, tag throws(KafkaError) in
            if record == 6 { throw refusal }
            return try enqueue(record, tag, producer)
        }
        #expect(round.failures.map(\.record) == [6])
        #expect(round.failures.map(\.error) == [refusal])
        #expect(round.unproven == [6])
        #expect(try topic.readAll().map(\.text) == ["5", "9"])
    }
}
