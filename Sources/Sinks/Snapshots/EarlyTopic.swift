// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Kafka

/// Offers early values to their topic without ever waiting.
///
/// An early value is replaced by a newer one within a second, so nothing is retried here: what finds
/// no place in the queue, or fails later, stays dirty with its owner, and its newest value goes next
/// time. It has a producer of its own, lest a jam of early values hold up finals.
///
/// - Note: thread: one.
public struct EarlyTopic: Sendable {
    /// What became of an offered value.
    public enum Outcome: Hashable, Sendable {
        /// It is in the queue.
        case queued
        /// There is no place now: keep the row dirty, and offer no more in this round.
        case queueFull
        /// It cannot be written, or the producer is lost: count it.
        case refused(KafkaError)
    }

    /// The bounds of the queue: two seconds of the greatest rate, then values wait in their rows.
    public static let bounds = KafkaProducer.QueueBounds(records: 20_000, kilobytes: 16_384)

    /// How long a value waits for the broker before it fails; it is outdated long before.
    static let timeoutMilliseconds = 10_000

    private var snapshots: SnapshotTopic

    /// Prepares what does not change from record to record; as `SnapshotTopic`.
    ///
    /// - Parameters:
    ///   - producer: takes the records; made of `properties(over:)` and `bounds`.
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
        snapshots = SnapshotTopic(
            producer: producer,
            topic: topic,
            partitionCount: partitionCount,
            plan: plan,
            application: application,
            generation: generation,
            keyFingerprint: keyFingerprint
        )
    }

    /// Properties for the producer of early values: what is given, and a short timeout.
    public static func properties(over given: KafkaProperties) -> KafkaProperties {
        given.settingMessageTimeout(milliseconds: timeoutMilliseconds)
    }

    /// Takes the records; set another one when this one is lost.
    public var producer: KafkaProducer {
        get { snapshots.producer }
        set { snapshots.producer = newValue }
    }

    /// The error that ended the producer for good: then a new one must be set.
    public var lost: KafkaError? { producer.fatalError }

    /// Puts one early value into the queue if there is a place.
    ///
    /// - Parameters:
    ///   - snapshot: an early one of the plan given at the beginning.
    ///   - emitted: when it is produced, ms; also the record's timestamp.
    ///   - tag: comes back through `serve` if the delivery fails.
    /// - Returns: whether there was a place.
    /// - Complexity: O(bytes of the record); it never waits.
    public mutating func offer(
        _ snapshot: Snapshot,
        emitted: Int64,
        tag: UInt64 = 0
    ) -> Outcome {
        do throws(KafkaError) {
            switch try snapshots.write(snapshot, emitted: emitted, tag: tag) {
            case .queued: return .queued
            case .queueFull: return .queueFull
            }
        } catch {
            return .refused(error)
        }
    }

    /// Serves what came back from the brokers without waiting; call it in each round.
    ///
    /// - Returns: the values that were not delivered, by their tags: mark their rows dirty.
    public func serve() -> [DeliveryFailure] {
        producer.poll()
        return producer.takeFailures()
    }
}
