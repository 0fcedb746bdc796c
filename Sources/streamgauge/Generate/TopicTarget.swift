// SPDX-License-Identifier: Apache-2.0

import Kafka
import Story

/// Sends records to a topic: the key is who or what a record is about, the timestamp its time.
struct TopicTarget: RecordTarget {
    private static let flushMilliseconds = 30_000

    private let topic: String
    private let producer: KafkaProducer

    /// A target; asks the brokers for the topic.
    init(topic: String, properties: KafkaProperties) throws(ProgramError) {
        self.topic = topic
        do throws(KafkaError) {
            _ = try KafkaAdmin(properties: properties).topic(topic)
            producer = try KafkaProducer(properties: properties)
        } catch {
            throw ProgramError(error)
        }
    }

    mutating func write(_ bytes: [UInt8], _ record: StoryRecord) throws(ProgramError) {
        do throws(KafkaError) {
            while try enqueue(bytes, record) == .queueFull {
                producer.poll(timeoutMilliseconds: 100)
                try checkFailures()
            }
        } catch {
            throw ProgramError(error)
        }
    }

    mutating func flush() throws(ProgramError) {
        let left = producer.flush(withinMilliseconds: Self.flushMilliseconds)
        do throws(KafkaError) {
            try checkFailures()
        } catch {
            throw ProgramError(error)
        }
        guard left == 0 else {
            throw ProgramError(
                .unavailable,
                "\(left) records for \(topic) were not acknowledged in "
                    + "\(Self.flushMilliseconds / 1_000) s; check the brokers"
            )
        }
    }

    private func enqueue(
        _ bytes: [UInt8],
        _ record: StoryRecord
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        let value = unsafe bytes.span.bytes
        let key = record.key.isEmpty ? nil : value.extracting(record.key)
        return try producer.enqueue(
            topic: topic,
            key: key,
            value: value,
            timestamp: record.time
        )
    }

    private func checkFailures() throws(KafkaError) {
        if let failure = producer.takeFailures().first { throw failure.error }
        if let error = producer.fatalError { throw error }
    }
}
