// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Writes given records to a topic and waits until the broker has them.
public struct TopicWriter: Sendable {
    private let producer: KafkaProducer
    private let topic: String

    /// Prepares a writer.
    ///
    /// - Parameters:
    ///   - topic: exists already.
    ///   - bootstrapServers: of a real broker or of a mock cluster.
    ///   - properties: further ones, such as `compression.type`.
    /// - Throws: for wrong properties.
    public init(
        topic: String,
        bootstrapServers: String,
        properties: KafkaProperties = [:]
    ) throws(KafkaError) {
        var all = properties
        all["bootstrap.servers"] = bootstrapServers
        producer = try KafkaProducer(properties: all)
        self.topic = topic
    }

    /// Writes the records in their order and waits until all are acknowledged.
    ///
    /// - Parameters:
    ///   - records: in this order.
    ///   - limitSeconds: how long the broker may take to have them.
    /// - Throws: the first failure.
    public func write(_ records: [TopicRecord], limitSeconds: Int = 30) throws(KafkaError) {
        for (index, record) in records.enumerated() {
            while try enqueue(record, tag: UInt64(index)) == .queueFull {
                producer.poll(timeoutMilliseconds: 10)
            }
        }
        let outstanding = producer.flush(withinMilliseconds: limitSeconds * 1_000)
        if let failure = producer.takeFailures().first { throw failure.error }
        guard outstanding == 0 else {
            throw KafkaError(code: .timedOut, subject: "topic \(topic)", detail: "flush")
        }
    }

    /// Writes texts without keys to partition 0.
    public func write(texts: [String]) throws(KafkaError) {
        try write(texts.map { TopicRecord(partition: 0, text: $0) })
    }

    private func enqueue(
        _ record: TopicRecord,
        tag: UInt64
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        let key = record.key ?? []
        let value = record.value ?? []
        // Sound: bytes of any kind are plain bytes.
        return try unsafe producer.enqueue(
            topic: topic,
            partition: record.partition,
            key: record.key == nil ? nil : key.span.bytes,
            value: record.value == nil ? nil : value.span.bytes,
            headers: record.headers,
            timestamp: record.timestamp,
            tag: tag
        )
    }
}
