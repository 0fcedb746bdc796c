// SPDX-License-Identifier: Apache-2.0

import Kafka
import Story
import Workload

/// Fills the topic: lz4, big batches, a partition for each key, event time as timestamp.
struct Load {
    private static let partitionCount: Int32 = 6

    private let brokers: String
    private let topic: String
    private let events: Int

    init(_ arguments: Arguments) throws(Arguments.Misuse) {
        brokers = try arguments.text("brokers")
        topic = try arguments.text("topic")
        events = try arguments.number("events")
    }

    func run() throws(KafkaError) {
        try createTopic()
        let producer = try KafkaProducer(properties: [
            "bootstrap.servers": brokers,
            "compression.type": "lz4",
            "linger.ms": "200",
            "batch.size": "1000000",
            "batch.num.messages": "10000",
            "max.in.flight.requests.per.connection": "5",
        ])
        var story = Workload.story()
        var bytes: [UInt8] = []
        var sum = 0
        var last: Int64 = 0
        for number in 0..<events {
            let record = story.next(into: &bytes)
            sum += bytes.count
            last = record.time
            try enqueue(bytes, record, producer)
            if number.isMultiple(of: 256) { producer.poll() }
        }
        let left = producer.flush(withinMilliseconds: 120_000)
        if let failure = producer.takeFailures().first { throw failure.error }
        precondition(left == 0, "the broker took everything")
        let seconds = (last - Workload.start) / 1_000
        print("\(events) records, mean \(sum / events) bytes, \(seconds) s of event time")
    }

    private func createTopic() throws(KafkaError) {
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": brokers])
        try admin.create(
            NewTopic(
                name: topic,
                partitionCount: Self.partitionCount,
                replicationFactor: 1,
                configuration: ["retention.ms": "-1", "max.message.bytes": "2000000"]
            )
        )
    }

    private func enqueue(
        _ bytes: [UInt8],
        _ record: StoryRecord,
        _ producer: KafkaProducer
    ) throws(KafkaError) {
        // Sound: bytes are plain bytes.
        let value = unsafe bytes.span.bytes
        let key = value.extracting(record.key)
        let partition = Murmur2.partition(forKey: key, of: Self.partitionCount)
        while try producer.enqueue(
            topic: topic,
            partition: partition,
            key: key,
            value: value,
            timestamp: record.time
        ) == .queueFull {
            producer.poll(timeoutMilliseconds: 10)
        }
    }
}
