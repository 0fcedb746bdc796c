// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka

extension Engine {
    /// The newest rejection of each topic and reason: at most as many as there are topics times
    /// reasons.
    ///
    /// - Parameters:
    ///   - ingest: What the ingest stage shows.
    ///   - counts: What came of each topic.
    /// - Returns: The rejections by topic, those of inputs first.
    /// - Complexity: O(partitions x reasons that there were).
    static func examples(
        of ingest: IngestStatus.Reading,
        _ counts: [PublishedStatus.Topic]
    ) -> [RejectionExample] {
        examples(of: ingest.rejections, ingest.partitions, isOfTable: false, counts)
            + examples(of: ingest.rejections, ingest.tables.partitions, isOfTable: true, counts)
    }

    private static func examples(
        of places: RejectionPlaces,
        _ partitions: [TopicPartition],
        isOfTable: Bool,
        _ counts: [PublishedStatus.Topic]
    ) -> [RejectionExample] {
        let members = Dictionary(grouping: partitions.indices) { partitions[$0].topic }
        return members.keys.sorted().flatMap { topic in
            let rejections = counts.first { $0.name == topic }?.rejections ?? []
            return RejectionReason.allCases.compactMap { reason -> RejectionExample? in
                let count = rejections.first { $0.name == reason.name }?.count ?? 0
                // Mostly there is none, and there may be thousands of partitions.
                guard count > 0 else { return nil }
                let numbers = members[topic] ?? []
                return places.newest(reason, in: numbers, isOfTable: isOfTable).map { place in
                    RejectionExample(
                        topic: topic,
                        partition: partitions[place.partition].partition,
                        offset: place.offset,
                        index: place.index,
                        reason: reason.name,
                        error: place.error.message,
                        timestamp: place.timestamp,
                        count: count
                    )
                }
            }
        }
    }
}
