// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import Pipeline

/// Sends page views, clicks and impressions at a constant rate until it is ended.
///
/// Its records are made before, so that a core sends more than one reads; only time, id and, if asked,
/// campaign are written into them anew.
struct Feed {
    /// A record that has been made, and where in it the fields lie that change.
    private struct Pattern {
        var bytes: [UInt8]
        let partition: Int32
        let key: Range<Int>
        let time: Int
        let id: Int
        let campaign: Int
    }

    private static let partitionCount: Int32 = 6
    private static let patternCount = 200_000
    private static let tickMilliseconds: Int64 = 10
    private static let tellEvery: Int64 = 100

    private let brokers: String
    private let topic: String
    private let rate: Int
    private let values: Int

    init(_ arguments: Arguments) throws(Arguments.Misuse) {
        brokers = try arguments.text("brokers")
        topic = try arguments.text("topic")
        rate = try arguments.number("rate")
        values = try arguments.number("values", or: 1)
    }

    /// Sends to a topic of six partitions, and prints ten times a second how many it has sent.
    ///
    /// With `--values N` above one the campaigns of events are N different ones in turn.
    ///
    /// - Throws: what the broker refuses.
    func run() throws {
        let producer = try KafkaProducer(properties: [
            "bootstrap.servers": brokers, "compression.type": "lz4", "linger.ms": "20",
            "batch.size": "1000000", "queue.buffering.max.messages": "1000000",
        ])
        var patterns = Self.patterns()
        let began = SystemClock.wall
        var (sent, told) = (0, began)
        while true {
            let now = SystemClock.wall
            let due = Int(now - began) * rate / 1_000
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
            if let failure = producer.takeFailures().first { throw failure.error }
            if now - told >= Self.tellEvery {
                told = now
                print("sent \(sent)")
                fflush(nil)
            }
            producer.poll()
            SystemClock.sleep(milliseconds: Self.tickMilliseconds)
        }
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
