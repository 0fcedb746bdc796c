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

    /// Puts rejected records into the queue, without those that it refuses for their size, in groups that
    /// are sent apart.
    ///
    /// - Parameters:
    ///   - delivery: what is written.
    ///   - topic: where to.
    ///   - now: the wall clock, ms.
    ///   - log: is told what was refused.
    ///   - beat: a sign of life before each wait.
    /// - Throws: what else the producer refuses; `.timedOut` where a group is not taken in time.
    static func write(
        _ delivery: CommitDelivery,
        to topic: RejectedTopic,
        producedAt now: Int64,
        _ log: Log,
        beat: () -> Void
    ) throws(KafkaError) {
        var waitingBytes = 0
        for (place, output) in delivery.rejects.enumerated() {
            let bytes = Self.bytes(of: output)
            if waitingBytes > 0, bytes > delivery.groupBytes - waitingBytes {
                beat()
                try send(topic)
                waitingBytes = 0
            }
            waitingBytes += bytes
            do throws(KafkaError) {
                while try topic.write(output, producedAt: now, tag: tag(ofRejected: place))
                    == .queueFull
                {
                    topic.producer.poll(timeoutMilliseconds: 100)
                }
            } catch {
                guard isRefusal(error) else { throw error }
                // Counted already as rejected; the others must not wait for it.
                log.error("a rejected record was refused", [("cause", error.reason)])
            }
        }
    }

    /// Sends what waits, well within the time of a transaction.
    private static func send(_ topic: RejectedTopic) throws(KafkaError) {
        let left = topic.producer.flush(withinMilliseconds: 5_000)
        guard left > 0 else { return }
        throw KafkaError(code: .timedOut, reason: "rejected records were not taken within 5 s")
    }

    /// The bytes of the first groups.
    private static let largestGroup = 1 << 18
    /// About what the headers take that tell why a record was rejected.
    private static let ownHeaderBytes = 500
    /// So many groups are sent well within the time of a transaction.
    private static let mostGroups = 512

    /// About what a rejected record takes.
    private static func bytes(of output: RejectedOutput) -> Int {
        output.headers.reduce(output.value.count + (output.key?.count ?? 0) + ownHeaderBytes) {
            $0 + $1.name.utf8.count + ($1.value?.count ?? 0)
        }
    }

    /// The bytes of the next smaller groups; nil: each record is by itself, or there is no time for more groups.
    private func smallerGroup(than delivery: CommitDelivery) -> Int? {
        let allBytes = delivery.rejects.reduce(0) { $0 + Self.bytes(of: $1) }
        let least = max(allBytes / Self.mostGroups, Self.ownHeaderBytes)
        guard delivery.groupBytes > least else { return nil }
        if delivery.groupBytes > Self.largestGroup { return Self.largestGroup }
        return max(least, delivery.groupBytes / 4)
    }

    /// Takes out what was refused by itself.
    ///
    /// Brokers refuse a request as a whole, so of several records one may be too large, or all together: they
    /// are sent in smaller groups the next time, in which a large one is alone.
    ///
    /// - Returns: why each was refused that is taken out.
    func remove(from delivery: inout CommitDelivery) -> [KafkaError] {
        if rejected.count > 1, let smaller = smallerGroup(than: delivery) {
            delivery.groupBytes = smaller
            return []
        }
        for (place, _) in rejected where place < delivery.rejects.count {
            delivery.rejects.remove(at: place)
        }
        return rejected.map(\.error)
    }
}
