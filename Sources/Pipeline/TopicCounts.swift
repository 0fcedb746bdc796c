// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// What the partitions of a topic have counted, and with what they were restored.
struct TopicCounts {
    /// What became of the records, by partition.
    var records: [RecordCounts] = []
    /// What had become of them when the process went on from the state.
    var restoredRecords: [RecordCounts] = []
    /// What became of the events, by partition.
    var events: [EventOutcomes] = []
    /// What had become of them when the process went on from the state.
    var restoredEvents: [EventOutcomes] = []
}

extension PublishedStatus.Topic {
    /// The counts of a topic's partitions together.
    ///
    /// - Parameters:
    ///   - name: the topic's.
    ///   - counts: what its partitions have counted.
    ///   - hasEvents: whether its records hold events; those of side topics do not.
    init(name: String, of counts: TopicCounts, hasEvents: Bool = true) {
        self.init(
            name: name,
            records: [
                counts.records("decoded", \.decoded),
                counts.records("empty", \.empty),
                counts.records("rejected", \.rejectedRecords),
            ],
            events: !hasEvents
                ? []
                : [
                    counts.events("counted", \.counted),
                    counts.events("late", \.late),
                    counts.events("duplicate", \.duplicate),
                    counts.events("filtered", \.filtered),
                    counts.records("rejected", \.rejectedEvents),
                ],
            rejections: RejectionReason.allCases.map { reason in
                counts.records(reason.name, \.reasons[reason])
            }
        )
    }
}

extension TopicCounts {
    fileprivate func records(
        _ name: String,
        _ path: KeyPath<RecordCounts, Int64>
    ) -> PublishedStatus.Count {
        .init(name: name, count: records.sum(path), restored: restoredRecords.sum(path))
    }

    fileprivate func events(
        _ name: String,
        _ path: KeyPath<EventOutcomes, Int64>
    ) -> PublishedStatus.Count {
        .init(name: name, count: events.sum(path), restored: restoredEvents.sum(path))
    }
}

extension Array {
    /// One count of several partitions.
    fileprivate func sum(_ path: KeyPath<Element, Int64>) -> UInt64 {
        UInt64(reduce(0) { $0 + $1[keyPath: path] })
    }
}
