// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Kafka

/// Batches whose bytes change on their way or in the broker's files.
@Suite(.serialized) struct DamagedBatchTests {
    /// What is read of four batches, the second of which is damaged; the last is written when the first
    /// has come.
    private func read(_ topic: String, damaged times: Int) throws -> [ReadEntry] {
        let broker = try KafkaBroker()
        defer { broker.stop() }
        let damage = AnswerDamage(at: "to be damaged", times: times)
        let proxy = try broker.proxy { damage.judge($0) }
        defer { proxy.stop() }
        try broker.createTopic(topic)
        let writer = try broker.writer(topic)
        for text in ["a", "to be damaged", "c"] { try writer.write(texts: [text]) }
        let consumer = try KafkaConsumer(properties: [
            "bootstrap.servers": proxy.bootstrapServers, "fetch.wait.max.ms": "10",
        ])
        try consumer.assign([(partition(topic), .beginning)])
        var entries = consumer.read { $0.contains { $0.text == "a" } }
        // The question that is on its way is from behind the damaged batch.
        try writer.write(texts: ["d"])
        entries += consumer.read { $0.contains { $0.text == "d" } }
        return entries
    }

    @Test func `one that is sound the next time is read, and nothing is stepped over`() throws {
        let entries = try read("damaged-once", damaged: 2)
        #expect(entries.compactMap(\.text) == ["a", "to be damaged", "c", "d"])
        let errors = entries.filter(\.isError)
        #expect(errors.isEmpty)
    }

    @Test func `one that stays damaged is told, before what is behind it comes`() throws {
        let entries = try read("damaged-for-good", damaged: .max)
        #expect(entries.compactMap(\.text) == ["a", "c", "d"])
        let error = KafkaError(
            code: .unreadable,
            subject: "partition damaged-for-good[0]",
            detail: "offsets 1 to 1"
        )
        let place = entries.firstIndex(of: .error(index: 0, error))
        #expect(place == entries.firstIndex { $0.text == "c" }.map { $0 - 1 }, "\(entries)")
        #expect(entries.count(where: \.isError) == 1)
    }
}
