// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Writes a sequence of records and waits until the brokers have answered for each of them.
///
/// What fails for now is sent again for as long as it takes, after waits of 100 ms to 5 s; a record
/// is sent again only when its failure was reported. Before, the client itself retries without
/// doubling or reordering; a record that is sent again by this loop comes after those that were sent
/// along with it. When the queue is full it waits for a place.
///
/// - Note: thread: one, which is held until the delivery ends. Another thread may take the
///   producer's notices meanwhile, but nobody else may write through it.
public struct DeliveryLoop: Sendable {
    /// Waits that serve the producer, of at most 100 ms each.
    typealias Pause = @Sendable (_ producer: KafkaProducer, _ milliseconds: Int) -> Void

    /// Takes the records; set another one when this one is lost.
    public var producer: KafkaProducer

    private let pause: Pause
    private var nextTag: UInt64 = 1

    /// Prepares deliveries through a producer, made of `properties(over:)`.
    public init(producer: KafkaProducer) {
        self.init(producer: producer, pause: Self.serve)
    }

    init(producer: KafkaProducer, pause: @escaping Pause) {
        self.producer = producer
        self.pause = pause
    }

    /// Properties for the producer: what is given, and no end to the client's own retries.
    public static func properties(over given: KafkaProperties) -> KafkaProperties {
        given.settingMessageTimeout(milliseconds: 0)
    }

    /// Delivers the records 0 to `count` - 1; see `deliver(_:isOptional:shouldStop:send:)`.
    public mutating func deliver(
        count: Int,
        isOptional: (_ record: Int) -> Bool = { _ in false },
        shouldStop: () -> Bool,
        send: (_ record: Int, _ tag: UInt64) throws(KafkaError) -> KafkaProducer.Outcome
    ) -> DeliveryResult {
        deliver(Array(0..<count), isOptional: isOptional, shouldStop: shouldStop, send: send)
    }

    /// Delivers records that their owner has numbered.
    ///
    /// - Parameters:
    ///   - records: their numbers, ascending, in the order of sending.
    ///   - isOptional: whether a record may be given up, counted, when it is refused for good.
    ///   - shouldStop: asked at least every 100 ms while it waits; let it be true when the time for
    ///     stopping is up.
    ///   - send: puts a record with a tag into the queue of `producer`.
    /// - Returns: how it ended, and which records are not on their topics.
    /// - Complexity: O(records), and the brokers' time; it keeps numbers, not records.
    public mutating func deliver(
        _ records: [Int],
        isOptional: (_ record: Int) -> Bool = { _ in false },
        shouldStop: () -> Bool,
        send: (_ record: Int, _ tag: UInt64) throws(KafkaError) -> KafkaProducer.Outcome
    ) -> DeliveryResult {
        var ledger = DeliveryLedger(records: records)
        var backoff = Backoff()
        while ledger.beginRound() {
            var round = DeliveryRound(records: ledger.round, firstTag: nextTag)
            nextTag += UInt64(round.records.count)
            round.run(through: producer, shouldStop: shouldStop, send: send)
            if let ending = ending(of: round, in: &ledger, isOptional: isOptional) {
                return ledger.result(ending, unproven: round.unproven)
            }
            let failedCount = ledger.endRound()
            if failedCount < round.records.count { backoff.reset() }
            guard failedCount > 0 else { continue }
            guard wait(milliseconds: backoff.next(), unless: shouldStop) else {
                return ledger.result(.stopped)
            }
        }
        return ledger.result(.delivered)
    }

    /// Judges a round: nil when the delivery goes on.
    private func ending(
        of round: DeliveryRound,
        in ledger: inout DeliveryLedger,
        isOptional: (Int) -> Bool
    ) -> DeliveryResult.Ending? {
        if let error = producer.fatalError {
            // A new producer has no more rights than this one.
            return error.code.needsAttention ? .refused(record: nil, error) : .producerLost(error)
        }
        if round.isStopped { return .stopped }
        for (record, error) in round.failures
        where !ledger.fail(record, error, isOptional: isOptional(record)) {
            return .refused(record: record, error)
        }
        return nil
    }

    /// - Returns: false as soon as it is to stop.
    private func wait(milliseconds: Int, unless shouldStop: () -> Bool) -> Bool {
        for waited in stride(from: 0, to: milliseconds, by: DeliveryRound.sliceMilliseconds) {
            if shouldStop() { return false }
            pause(producer, min(DeliveryRound.sliceMilliseconds, milliseconds - waited))
        }
        return !shouldStop()
    }

    /// A poll ends with the first thing that it serves, so it is repeated until the time is up.
    private static func serve(_ producer: KafkaProducer, milliseconds: Int) {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while clock.now < end {
            let left = clock.now.duration(to: end) / .milliseconds(1)
            producer.poll(timeoutMilliseconds: Int(left.rounded(.up)))
        }
    }
}
