// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

extension PublishedStatus.Topic {
    /// The counts of a topic's partitions together; side topics hold no events.
    init(name: String, of counts: [RecordCounts], events: [PublishedStatus.Count] = []) {
        self.init(
            name: name,
            records: [
                .init(name: "decoded", count: counts.sum(\.decoded)),
                .init(name: "empty", count: counts.sum(\.empty)),
                .init(name: "rejected", count: counts.sum(\.rejectedRecords)),
            ],
            events: events,
            rejections: RejectionReason.allCases.map { reason in
                let count = counts.reduce(0) { $0 + $1.reasons[reason] }
                return .init(name: reason.name, count: UInt64(count))
            }
        )
    }
}

extension Array {
    /// One count of several partitions.
    func sum(_ path: KeyPath<Element, Int64>) -> UInt64 {
        UInt64(reduce(0) { $0 + $1[keyPath: path] })
    }
}
