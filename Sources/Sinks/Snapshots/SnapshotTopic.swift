// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Kafka

/// Writes snapshots as records: finals and revisions to one topic, early values to another.
///
/// A record has the snapshot's JSON as value and its key as key. Its partition follows from the key
/// without the window's start as Kafka's Java producer would place that, so that a series lies in
/// one partition in order, also for consumers that compute the place themselves. For early values
/// use `EarlyTopic`, which adds what they need.
///
/// - Note: thread: one; it reuses its buffers.
public struct SnapshotTopic: Sendable {
    /// Takes the records; set another one when this one is lost.
    public var producer: KafkaProducer

    private let topic: String
    private let partitionCount: Int32
    private let encoder: SnapshotEncoder
    private let keys: SnapshotKey
    /// By KPI, then by kind in the order of `kinds`.
    private let headers: [[KafkaHeader]]
    private var key: [UInt8] = []
    private var value: [UInt8] = []

    private static let kinds: [Snapshot.Kind] = [.early, .final, .revision]

    /// Prepares what does not change from record to record.
    ///
    /// - Parameters:
    ///   - producer: takes the records.
    ///   - topic: exists already.
    ///   - partitionCount: how many partitions of it are used, at least 1.
    ///   - plan: the compiled definitions.
    ///   - application: name of the application.
    ///   - generation: how often its state was started anew, from 1.
    ///   - keyFingerprint: fingerprint of the identity key.
    public init(
        producer: KafkaProducer,
        topic: String,
        partitionCount: Int32,
        plan: Plan,
        application: String,
        generation: Int,
        keyFingerprint: String
    ) {
        precondition(partitionCount > 0, "a topic has at least one partition")
        self.producer = producer
        self.topic = topic
        self.partitionCount = partitionCount
        encoder = SnapshotEncoder(
            plan: plan,
            application: application,
            generation: generation,
            keyFingerprint: keyFingerprint
        )
        keys = SnapshotKey(plan: plan, application: application)
        headers = plan.kpis.flatMap { kpi in
            Self.kinds.map { kind in
                [
                    KafkaHeader(name: "kind", text: kind.rawValue),
                    KafkaHeader(name: "kpi", text: kpi.id),
                    KafkaHeader(name: "content-type", text: "application/json"),
                ]
            }
        }
    }

    /// Puts one snapshot into the producer's queue.
    ///
    /// - Parameters:
    ///   - snapshot: of the plan given at the beginning.
    ///   - emitted: when it is produced, ms; also the record's timestamp.
    ///   - tag: comes back if the delivery fails.
    /// - Returns: whether the queue took it; if not, poll the producer and write it again.
    /// - Throws: what the producer refuses at once: too large a record, its own fatal error.
    /// - Complexity: O(bytes of the record).
    public mutating func write(
        _ snapshot: Snapshot,
        emitted: Int64,
        tag: UInt64 = 0
    ) throws(KafkaError) -> KafkaProducer.Outcome {
        key.removeAll(keepingCapacity: true)
        keys.appendPartitionKey(
            output: snapshot.output,
            dimensions: snapshot.dimensions,
            to: &key
        )
        // About a hundredth of the whole, 11 of 1,400 ns: a table of places by series costs more.
        // Sound, here and below: bytes of any kind are plain bytes.
        let partition = unsafe Murmur2.partition(forKey: key.span.bytes, of: partitionCount)
        keys.append(start: snapshot.start, to: &key)
        value.removeAll(keepingCapacity: true)
        encoder.append(snapshot, emitted: emitted, to: &value)
        return try unsafe producer.enqueue(
            topic: topic,
            partition: partition,
            key: key.span.bytes,
            value: value.span.bytes,
            headers: headers[snapshot.kpi * Self.kinds.count + place(of: snapshot.kind)],
            timestamp: emitted,
            tag: tag
        )
    }

    private func place(of kind: Snapshot.Kind) -> Int {
        switch kind {
        case .early: 0
        case .final: 1
        case .revision: 2
        }
    }
}
