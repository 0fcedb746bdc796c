// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks

/// Records of a failed transaction that brokers refuse for good, because of their size.
///
/// A rejected record is then left out. Finals and state must not be: without them the batch can never
/// be written, however often it is tried.
struct Refusals {
    /// What an operator must do; nil: no record that must be written was refused.
    let needed: String?
    /// Places and errors of the rejected records, last first.
    private let rejected: [(place: Int, error: KafkaError)]

    /// The refusals among the failures of a transaction.
    init(_ failures: [DeliveryFailure]) {
        let refused = failures.filter { Self.isRefusal($0.error) }
        needed = refused.first { $0.tag == 0 }.map { Self.sentence($0.error) }
        rejected = refused.filter { $0.tag > 0 }.sorted { $0.tag > $1.tag }
            .map { (Int($0.tag) - 1, $0.error) }
    }

    /// The tag of a rejected record by its place; records that must be written have 0.
    static func tag(ofRejected place: Int) -> UInt64 { UInt64(place) + 1 }

    /// Whether a broker or the client will never take the record.
    static func isRefusal(_ error: KafkaError) -> Bool {
        error.code == .recordTooLarge || error.code == .recordListTooLarge
    }

    /// What an operator must do about a record that must be written.
    static func sentence(_ error: KafkaError) -> String {
        "a final or a record of the state is too large for its topic: raise max.message.bytes of the "
            + "output and state topics to 1048588 or more; \(error.reason)"
    }

    /// Puts rejected records into the queue, without those that it refuses for their size; suspects each
    /// in a request of their own.
    ///
    /// - Throws: what else the producer refuses.
    static func write(
        _ delivery: CommitDelivery,
        to topic: RejectedTopic,
        producedAt now: Int64,
        _ log: Log
    ) throws(KafkaError) {
        for (place, output) in delivery.rejects.enumerated() {
            let tag = tag(ofRejected: place)
            let isSuspect = delivery.suspects.contains(place)
            if isSuspect { flush(topic) }
            defer { if isSuspect { flush(topic) } }
            do throws(KafkaError) {
                while try topic.write(output, producedAt: now, tag: tag) == .queueFull {
                    topic.producer.poll(timeoutMilliseconds: 100)
                }
            } catch {
                guard isRefusal(error) else { throw error }
                // Counted already as rejected; the others must not wait for it.
                log.error("a rejected record was refused", [("cause", error.reason)])
            }
        }
    }

    /// Sends what waits.
    private static func flush(_ topic: RejectedTopic) {
        _ = topic.producer.flush(withinMilliseconds: flushMilliseconds)
    }

    private static let flushMilliseconds = 10_000

    /// Takes those out that were refused by themselves.
    ///
    /// Brokers refuse a request as a whole, so of several it may be one that is too large, or all together:
    /// they become suspects.
    ///
    /// - Returns: why each was refused that is taken out.
    func remove(from delivery: inout CommitDelivery) -> [KafkaError] {
        let places = Set(rejected.map(\.place))
        guard places.count < 2 || places.isSubset(of: delivery.suspects) else {
            delivery.suspects.formUnion(places)
            return []
        }
        for (place, _) in rejected where place < delivery.rejects.count {
            delivery.rejects.remove(at: place)
        }
        if !places.isEmpty { delivery.suspects = [] }
        return rejected.map(\.error)
    }
}
