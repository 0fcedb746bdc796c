// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import Pipeline
import Story
import Workload

/// Sends the story at its own pace, and among its events probes that can be found again.
///
/// A probe is a page view of a campaign that no other probe has within ten seconds, so the early value
/// of its campaign's window tells that it was counted.
struct LatencyLoad {
    private static let partitionCount: Int32 = 6
    private static let probeEvery: Int64 = 100
    private static let probeCampaigns: Int64 = 100

    private let topic: String
    private let ratePerSecond: Int
    private let seconds: Int
    private let producer: KafkaProducer

    /// A load that has not begun; makes the topic.
    init(brokers: String, topic: String, ratePerSecond: Int, seconds: Int) throws(KafkaError) {
        self.topic = topic
        self.ratePerSecond = ratePerSecond
        self.seconds = seconds
        producer = try KafkaProducer(properties: [
            "bootstrap.servers": brokers, "compression.type": "lz4", "linger.ms": "5",
            "queue.buffering.max.messages": "1000000",
        ])
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": brokers])
        try admin.create(
            NewTopic(
                name: topic,
                partitionCount: Self.partitionCount,
                replicationFactor: 1,
                configuration: ["retention.ms": "-1"]
            )
        )
    }

    /// Sends until the time is over.
    ///
    /// - Parameter probed: gets each probe's campaign and when it was sent, ms.
    /// - Returns: how many events were sent.
    /// - Throws: what the broker refuses.
    func run(_ probed: (_ campaign: String, _ sent: Int64) -> Void) throws -> Int {
        let began = SystemClock.wall
        var story = Story(
            seed: 42,
            start: began,
            eventsPerDay: ratePerSecond * 86_400,
            pendingLimit: 4_000_000
        )
        var bytes: [UInt8] = []
        var count = 0
        var nextProbe = began
        while true {
            let record = story.next(into: &bytes)
            if record.time - began > Int64(seconds) * 1_000 { break }
            while record.time > SystemClock.wall {
                if SystemClock.wall >= nextProbe {
                    try probe(nextProbe / Self.probeEvery % Self.probeCampaigns, probed)
                    nextProbe += Self.probeEvery
                }
                producer.poll()
                SystemClock.sleep(milliseconds: 1)
            }
            try enqueue(bytes, key: record.key, time: record.time)
            count += 1
        }
        _ = producer.flush(withinMilliseconds: 10_000)
        if let failure = producer.takeFailures().first { throw failure.error }
        return count
    }

    private func probe(_ number: Int64, _ probed: (String, Int64) -> Void) throws(KafkaError) {
        let now = SystemClock.wall
        let campaign = "probe-\(number)"
        let text =
            #"{"type":"page_view","time":\#(now),"user":"\#(campaign)","#
            + #""object":"https://shop.example/probe","campaign":"\#(campaign)"}"#
        probed(campaign, now)
        try enqueue(Array(text.utf8), key: 0..<0, time: now)
    }

    private func enqueue(_ bytes: [UInt8], key: Range<Int>, time: Int64) throws(KafkaError) {
        try producer.enqueueWaiting(
            bytes,
            key: key,
            to: topic,
            partition: Murmur2.partition(forKey: key, in: bytes, of: Self.partitionCount),
            timestamp: time
        )
    }
}
