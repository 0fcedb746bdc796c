// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Writes rejected input to its topic: key, value and headers as they came, all the rest as headers.
///
/// A record with a key lies where Kafka's Java producer places that key, so what belongs together
/// stays together when it is mended and sent again.
///
/// - Note: thread: any.
public struct RejectedTopic: Sendable {
    /// The longest value written whole, bytes; with key and headers it stays below the 1,000,000
    /// that clients and brokers take by default.
    public static let valueLimit = 900_000

    /// Takes the records; set another one when this one is lost.
    public var producer: KafkaProducer

    private let topic: String

    /// Prepares the writing to a topic that exists already.
    public init(producer: KafkaProducer, topic: String) {
        self.producer = producer
        self.topic = topic
    }

    /// Puts one rejected record into the producer's queue.
    ///
    /// - Parameters:
    ///   - rejected: the record.
    ///   - producedAt: the time now, ms; becomes the record's timestamp.
    ///   - tag: comes back if the delivery fails.
    /// - Returns: whether the queue took it; if not, poll the producer and write it again.
    /// - Throws: what the producer refuses at once: too large a record (a key of more than about
    ///   100 kB), its own fatal error.
    /// - Complexity: O(bytes).
    public func write(
        _ rejected: RejectedOutput,
        producedAt: Int64,
        tag: UInt64 = 0
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        let key = rejected.key ?? []
        let value = rejected.value
        // Sound: bytes of any kind are plain bytes.
        return try unsafe producer.enqueue(
            topic: topic,
            key: rejected.key == nil ? nil : key.span.bytes,
            value: value.span.bytes.extracting(first: min(value.count, Self.valueLimit)),
            headers: headers(of: rejected),
            timestamp: producedAt,
            tag: tag
        )
    }

    private func headers(of rejected: RejectedOutput) -> [KafkaHeader] {
        var headers = rejected.headers
        func add(_ name: String, _ text: String) {
            headers.append(KafkaHeader(name: "streamgauge." + name, text: text))
        }
        if let timestamp = rejected.timestamp, timestamp >= 0 { add("timestamp", "\(timestamp)") }
        add("reason", rejected.reason)
        add("error", rejected.error)
        add("topic", rejected.topic)
        add("partition", "\(rejected.partition)")
        add("offset", "\(rejected.offset)")
        if let index = rejected.index { add("index", "\(index)") }
        if rejected.value.count > Self.valueLimit { add("truncated", "\(rejected.value.count)") }
        if rejected.droppedHeaders > 0 { add("dropped_headers", "\(rejected.droppedHeaders)") }
        return headers
    }
}
