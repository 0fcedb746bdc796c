// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Kafka

/// Writes alerts to their topic: KPI, window and dimensions as key.
///
/// A record lies where Kafka's Java producer places its key, so the changes of an alert lie in one
/// partition in order, and compaction leaves the last one.
///
/// - Note: thread: one.
public struct AlertTopic: Sendable {
    /// Takes the records; set another one when this one is lost.
    public var producer: KafkaProducer

    private let topic: String
    private static let headers = [KafkaHeader(name: "content-type", text: "application/json")]

    /// Prepares the writing to a topic that exists already.
    public init(producer: KafkaProducer, topic: String) {
        self.producer = producer
        self.topic = topic
    }

    /// Puts one alert into the producer's queue.
    ///
    /// - Parameters:
    ///   - change: the alert.
    ///   - emitted: when it is produced, ms: the record's timestamp.
    ///   - tag: comes back if the delivery fails.
    /// - Returns: whether the queue took it; if not, poll the producer and write it again.
    /// - Throws: what the producer refuses at once: its own fatal error.
    public func write(
        _ change: AlertChange,
        emitted: Int64,
        tag: UInt64 = 0
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        let key = Array(change.key.utf8)
        // Sound: bytes of any kind are plain bytes.
        return try unsafe producer.enqueue(
            topic: topic,
            key: key.span.bytes,
            value: change.json.span.bytes,
            headers: Self.headers,
            timestamp: emitted,
            tag: tag
        )
    }
}
