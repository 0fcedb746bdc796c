// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Kafka

/// Writes transitions of persons between stages to their topic: the person as key.
///
/// A record lies where Kafka's Java producer places its key, so what a person did lies in one
/// partition in order.
///
/// - Note: thread: one; it reuses its buffers.
public struct TransitionTopic: Sendable {
    /// Takes the records; set another one when this one is lost.
    public var producer: KafkaProducer

    private let topic: String
    private let encoder: StageTransitionEncoder
    private var key: [UInt8] = []
    private var value: [UInt8] = []

    private static let headers = [KafkaHeader(name: "content-type", text: "application/json")]

    /// Prepares the writing to a topic that exists already.
    ///
    /// - Parameters:
    ///   - producer: takes the records.
    ///   - topic: exists already.
    ///   - application: name of the application.
    ///   - generation: how often its state was started anew, from 1.
    public init(producer: KafkaProducer, topic: String, application: String, generation: Int) {
        self.producer = producer
        self.topic = topic
        encoder = StageTransitionEncoder(application: application, generation: generation)
    }

    /// Puts one transition into the producer's queue.
    ///
    /// - Parameters:
    ///   - transition: the transition.
    ///   - emitted: when it is produced, ms; also the record's timestamp.
    ///   - tag: comes back if the delivery fails.
    /// - Returns: whether the queue took it; if not, poll the producer and write it again.
    /// - Throws: what the producer refuses at once: its own fatal error.
    /// - Complexity: O(bytes of the record).
    public mutating func write(
        _ transition: StageTransition,
        emitted: Int64,
        tag: UInt64 = 0
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        key.removeAll(keepingCapacity: true)
        encoder.appendKey(transition, to: &key)
        value.removeAll(keepingCapacity: true)
        encoder.append(transition, emitted: emitted, to: &value)
        // Sound: bytes of any kind are plain bytes.
        return try unsafe producer.enqueue(
            topic: topic,
            key: key.span.bytes,
            value: value.span.bytes,
            headers: Self.headers,
            timestamp: emitted,
            tag: tag
        )
    }
}
