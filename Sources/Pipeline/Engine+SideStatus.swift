// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka

extension Engine {
    /// How far side topics are read; they have no event time and hold no watermark.
    func sidePartitions(_ reading: IngestStatus.TablesReading) -> [PublishedStatus.Partition] {
        zip(reading.partitions, reading.counts).map { partition, counts in
            let end = consumer.cachedOffsets(of: partition)?.upperBound
            return .init(
                topic: partition.topic,
                partition: partition.partition,
                watermark: nil,
                lag: counts.lag(behind: end),
                isIdle: true
            )
        }
    }

    /// What became of the records of side topics; they hold no events.
    func sideTopics(_ reading: IngestStatus.TablesReading) -> [PublishedStatus.Topic] {
        let names = Set(reading.partitions.map(\.topic)).sorted()
        return names.map { name in
            let counts = zip(reading.partitions, reading.counts)
                .filter { $0.0.topic == name }.map(\.1)
            return .init(name: name, of: TopicCounts(records: counts), hasEvents: false)
        }
    }
}
