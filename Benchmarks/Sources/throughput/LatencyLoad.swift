// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// Sends events at a constant rate, and among them probes that can be found again.
///
/// A probe is a page view of a campaign that no other probe has within ten seconds, so the early value
/// of its campaign's window tells that it was counted.
struct LatencyLoad {
    /// What the name of each probe's campaign begins with.
    static let probePrefix = "probe-"
    /// Not in step with early values every 100 ms: each probe waits for another part of that.
    private static let probeEvery: Int64 = 103
    private static let probeCampaigns: Int64 = 100
    /// Longer than any batch waits to be read, and short enough for a disk.
    private static let retentionMilliseconds = 120_000

    private let topic: String
    private let seconds: Int
    private var load: SteadyLoad

    /// A load that has not begun; makes the topic.
    init(brokers: String, topic: String, ratePerSecond: Int, seconds: Int) throws(KafkaError) {
        self.topic = topic
        self.seconds = seconds
        load = try SteadyLoad(
            brokers: brokers,
            topic: topic,
            rate: ratePerSecond,
            lingerMilliseconds: 5
        )
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": brokers])
        try admin.create(
            NewTopic(
                name: topic,
                partitionCount: SteadyLoad.partitionCount,
                replicationFactor: 1,
                configuration: [
                    "retention.ms": "\(Self.retentionMilliseconds)", "segment.bytes": "67108864",
                ]
            )
        )
    }

    /// Sends until the time is over.
    ///
    /// - Parameter probed: gets each probe's campaign and when it was sent, ms.
    /// - Returns: how many events were sent.
    /// - Throws: what the broker refuses.
    mutating func run(_ probed: (_ campaign: String, _ sent: Int64) -> Void) throws -> Int {
        let end = SystemClock.wall + Int64(seconds) * 1_000
        var nextProbe = SystemClock.wall
        while case let now = SystemClock.wall, now < end {
            try load.send(at: now)
            if now >= nextProbe {
                try probe(nextProbe / Self.probeEvery % Self.probeCampaigns, at: now, probed)
                nextProbe += Self.probeEvery
            }
            SystemClock.sleep(milliseconds: 1)
        }
        _ = load.producer.flush(withinMilliseconds: 10_000)
        if let failure = load.producer.takeFailures().first { throw failure.error }
        return load.sent
    }

    private func probe(
        _ number: Int64,
        at now: Int64,
        _ probed: (String, Int64) -> Void
    ) throws(KafkaError) {
        let campaign = "\(Self.probePrefix)\(number)"
        let text =
            #"{"type":"page_view","time":\#(now),"user":"\#(campaign)","#
            + #""object":"https://shop.example/probe","campaign":"\#(campaign)"}"#
        probed(campaign, now)
        try load.producer.enqueueWaiting(
            Array(text.utf8),
            key: 0..<0,
            to: topic,
            partition: Int32(number % Int64(SteadyLoad.partitionCount)),
            timestamp: now
        )
    }
}
