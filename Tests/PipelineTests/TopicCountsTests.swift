// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct TopicCountsTests {
    private static func counts(decoded: Int64, empty: Int64, bad: Int64) -> RecordCounts {
        var counts = RecordCounts()
        (counts.decoded, counts.empty, counts.rejectedEvents) = (decoded, empty, bad)
        counts.reasons[.time] = bad
        return counts
    }

    private static func outcomes(counted: Int64, late: Int64) -> EventOutcomes {
        var outcomes = EventOutcomes()
        (outcomes.counted, outcomes.late) = (counted, late)
        return outcomes
    }

    private static let counts = TopicCounts(
        records: [counts(decoded: 10, empty: 2, bad: 3), counts(decoded: 5, empty: 0, bad: 0)],
        restoredRecords: [counts(decoded: 6, empty: 2, bad: 1)],
        events: [outcomes(counted: 20, late: 4), outcomes(counted: 7, late: 0)],
        restoredEvents: [outcomes(counted: 15, late: 4)]
    )

    @Test func `partitions count together, and what was restored is told apart`() {
        let topic = PublishedStatus.Topic(name: "web", of: Self.counts)
        #expect(topic.records.map(\.name) == ["decoded", "empty", "rejected"])
        #expect(topic.records.map(\.count) == [15, 2, 0])
        #expect(topic.records.map(\.sinceStart) == [9, 0, 0])
        #expect(topic.events.map(\.count) == [27, 4, 0, 0, 3])
        #expect(topic.events.map(\.sinceStart) == [12, 0, 0, 0, 2])
        let times = topic.rejections.first { $0.name == "time" }
        #expect(times?.count == 3 && times?.sinceStart == 2)
    }

    @Test func `a side topic has no events`() {
        let topic = PublishedStatus.Topic(name: "crm", of: Self.counts, hasEvents: false)
        #expect(topic.events.isEmpty && topic.records[0].count == 15)
    }

    @Test func `what an aggregator has not told yet is nothing, not less`() {
        var counts = Self.counts
        counts.events = []
        let topic = PublishedStatus.Topic(name: "web", of: counts)
        #expect(topic.events.map(\.sinceStart) == [0, 0, 0, 0, 2])
    }
}
