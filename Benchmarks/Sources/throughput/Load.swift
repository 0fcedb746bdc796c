// SPDX-License-Identifier: Apache-2.0

import Kafka
import Workload

/// Fills a topic: a partition for each key, event time as timestamp.
///
/// Of job `ads` also the topic behind `-campaigns` that tells each ad's campaign.
struct Load {
    private static let partitionCount: Int32 = 6
    private static let seed: UInt64 = 42

    private let brokers: String
    private let topic: String
    private let events: Int
    private let job: String
    private let seconds: Int
    private let batchRecords: Int
    private let compression: String
    private let campaigns: Int
    private let visitors: Int

    init(_ arguments: Arguments) throws(Arguments.Misuse) {
        brokers = try arguments.text("brokers")
        topic = try arguments.text("topic")
        events = try arguments.number("events")
        job = arguments.text("job", or: "story")
        seconds = try arguments.number("seconds", or: 3_600)
        batchRecords = try arguments.number("batch-records", or: 10_000)
        compression = arguments.text("compression", or: "lz4")
        campaigns = try arguments.number("campaigns", or: 10)
        visitors = try arguments.number("visitors", or: 1_000)
    }

    /// Loads, and prints what was loaded.
    ///
    /// - Throws: an unknown job, or what the broker refuses.
    func run() throws {
        switch job {
        case "story": try fill(from: Workload.story())
        case "clicks":
            try fill(from: ClickSource(seed: Self.seed, events: events, seconds: seconds))
        case "ads":
            let source = AdSource(seed: Self.seed, events: events, seconds: seconds)
            try tellCampaigns(source.campaigns)
            try fill(from: source)
        case "curve":
            try fill(
                from: CurveSource(
                    seed: Self.seed,
                    events: events,
                    seconds: seconds,
                    campaigns: campaigns,
                    visitors: visitors
                )
            )
        default:
            throw Arguments.Misuse(description: "--job is story, clicks, ads or curve, not \(job)")
        }
    }

    private func fill(from source: some LoadSource) throws {
        var source = source
        try createTopic(topic, ["retention.ms": "-1", "max.message.bytes": "2000000"])
        let producer = try producer()
        var bytes: [UInt8] = []
        var sum = 0
        var (first, last) = (Int64.max, Int64.min)
        for number in 0..<events {
            let record = source.load(into: &bytes)
            sum += bytes.count
            (first, last) = (min(first, record.time), max(last, record.time))
            // Where there is no key, the partitions take turns.
            let partition =
                record.key.map { Murmur2.partition(forKey: $0, in: bytes, of: Self.partitionCount) }
                ?? Int32(number % Int(Self.partitionCount))
            try producer.enqueueWaiting(
                bytes,
                key: record.key,
                to: topic,
                partition: partition,
                timestamp: record.time
            )
            if number.isMultiple(of: 256) { producer.poll() }
        }
        try flush(producer)
        let span = (last - first) / 1_000
        print("\(events) records, mean \(sum / events) bytes, \(span) s of event time")
    }

    private func tellCampaigns(_ campaigns: [(ad: String, campaign: String)]) throws {
        let name = "\(topic)-campaigns"
        try createTopic(name, ["cleanup.policy": "compact"])
        let producer = try producer()
        for (ad, campaign) in campaigns {
            // The ad stands in the record, too: some peers read no keys.
            let bytes = Array("{\"ad_id\":\"\(ad)\",\"campaign\":\"\(campaign)\"}".utf8)
            let key = 10..<10 + ad.utf8.count
            // Known a day before the first event.
            let time = Workload.start - 86_400_000
            try producer.enqueueWaiting(
                bytes,
                key: key,
                to: name,
                partition: Murmur2.partition(forKey: key, in: bytes, of: Self.partitionCount),
                timestamp: time
            )
        }
        try flush(producer)
    }

    private func producer() throws(KafkaError) -> KafkaProducer {
        try KafkaProducer(properties: [
            "bootstrap.servers": brokers,
            "compression.type": compression,
            "linger.ms": "200",
            "batch.size": "1000000",
            "batch.num.messages": String(batchRecords),
            "max.in.flight.requests.per.connection": "5",
        ])
    }

    private func flush(_ producer: KafkaProducer) throws(KafkaError) {
        let left = producer.flush(withinMilliseconds: 120_000)
        if let failure = producer.takeFailures().first { throw failure.error }
        precondition(left == 0, "the broker took everything")
    }

    private func createTopic(_ name: String, _ configuration: [String: String]) throws(KafkaError) {
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": brokers])
        try admin.create(
            NewTopic(
                name: name,
                partitionCount: Self.partitionCount,
                replicationFactor: 1,
                configuration: configuration
            )
        )
    }
}
