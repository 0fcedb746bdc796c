// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka

extension Engine {
    /// What became of the records of side topics; they hold no events.
    func sideTopics(_ reading: IngestStatus.TablesReading) -> [PublishedStatus.Topic] {
        let names = Set(reading.partitions.map(\.topic)).sorted()
        return names.map { name in
            let counts = zip(reading.partitions, reading.counts)
                .filter { $0.0.topic == name }.map(\.1)
            func sum(_ path: KeyPath<RecordCounts, Int64>) -> UInt64 {
                UInt64(counts.reduce(0) { $0 + $1[keyPath: path] })
            }
            return .init(
                name: name,
                records: [
                    .init(name: "decoded", count: sum(\.decoded)),
                    .init(name: "empty", count: sum(\.empty)),
                    .init(name: "rejected", count: sum(\.rejectedRecords)),
                ],
                events: [],
                rejections: RejectionReason.allCases.map { reason in
                    let count = counts.reduce(0) { $0 + $1.reasons[reason] }
                    return .init(name: reason.name, count: UInt64(count))
                }
            )
        }
    }
}
