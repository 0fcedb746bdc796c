// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// Page views, clicks and impressions of a fixed crowd of visitors, sent at a constant rate as they happen.
///
/// Its records are made before, so that a core sends more than one reads; only time, id and, if asked,
/// campaign are written into them anew.
struct SteadyLoad {
    /// A record that has been made, and where in it the fields lie that change.
    private struct Pattern {
        var bytes: [UInt8]
        let partition: Int32
        let key: Range<Int>
        let time: Int
        let id: Int
        let campaign: Int
    }

    /// How many partitions the topic has.
    static let partitionCount: Int32 = 6
    private static let patternCount = 200_000

    let producer: KafkaProducer
    /// How many events were sent.
    private(set) var sent = 0

    private let topic: String
    private let rate: Int
    private let values: Int
    private var patterns = Self.patterns()
    private var began: Int64?

    /// A load that has not begun, to a topic that is there.
    ///
    /// - Parameters:
    ///   - brokers: where the broker is.
    ///   - topic: of `partitionCount` partitions.
    ///   - rate: events a second.
    ///   - values: above one, the campaigns of events are so many different ones in turn.
    ///   - lingerMilliseconds: how long a record waits for others at most.
    /// - Throws: what the client refuses.
    init(
        brokers: String,
        topic: String,
        rate: Int,
        values: Int = 1,
        lingerMilliseconds: Int
    ) throws(KafkaError) {
        (self.topic, self.rate, self.values) = (topic, rate, values)
        producer = try KafkaProducer(properties: [
            "bootstrap.servers": brokers, "compression.type": "lz4",
            "linger.ms": "\(lingerMilliseconds)", "batch.size": "1000000",
            "queue.buffering.max.messages": "1000000",
        ])
    }

    /// Sends what is due since the first call.
    ///
    /// - Parameter now: the time of what is sent, ms since 1970.
    /// - Throws: what the broker refuses.
    mutating func send(at now: Int64) throws {
        let first = began ?? now
        began = first
        let due = Int(now - first) * rate / 1_000
        while sent < due {
            let place = sent % Self.patternCount
            Self.renew(&patterns[place], sent, now, campaign: values > 1 ? sent % values : nil)
            try producer.enqueueWaiting(
                patterns[place].bytes,
                key: patterns[place].key,
                to: topic,
                partition: patterns[place].partition,
                timestamp: now
            )
            sent += 1
            if sent.isMultiple(of: 256) { producer.poll() }
        }
        producer.poll()
        if let failure = producer.takeFailures().first { throw failure.error }
    }

    private static func patterns() -> [Pattern] {
        var source = ClickSource(seed: 42, events: patternCount, seconds: 600)
        var bytes: [UInt8] = []
        return (0..<patternCount).map { _ in
            let record = source.load(into: &bytes)
            guard let key = record.key else { preconditionFailure("clicks have keys") }
            func place(behind name: String) -> Int {
                guard let range = bytes.firstRange(of: Array(name.utf8)) else {
                    preconditionFailure("clicks have \(name)")
                }
                return range.upperBound
            }
            return Pattern(
                bytes: bytes,
                partition: Murmur2.partition(forKey: key, in: bytes, of: partitionCount),
                key: key,
                time: place(behind: "\"time\":"),
                id: place(behind: "\"id\":\""),
                campaign: place(behind: "\"campaign\":\"")
            )
        }
    }

    /// Writes what is another in each record that is sent.
    private static func renew(
        _ pattern: inout Pattern,
        _ number: Int,
        _ time: Int64,
        campaign: Int?
    ) {
        write(Int(time), digits: 13, at: pattern.time, into: &pattern.bytes)
        write(number, digits: 16, at: pattern.id, into: &pattern.bytes)
        // Names of campaigns are longer than eight letters.
        guard let campaign else { return }
        write(campaign, digits: 8, at: pattern.campaign, into: &pattern.bytes)
    }

    private static func write(_ number: Int, digits: Int, at place: Int, into bytes: inout [UInt8])
    {
        var rest = number
        for offset in stride(from: digits - 1, through: 0, by: -1) {
            bytes[place + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}
