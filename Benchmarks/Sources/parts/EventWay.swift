// SPDX-License-Identifier: Apache-2.0

import Pipeline
import Workload

/// The way of an event from a record's bytes to the panes, with one partition, as the ingest thread has it.
struct EventWay: ~Copyable {
    var ingester: RecordIngester
    var events: Lookahead

    /// A way that no event has gone yet.
    init() throws {
        let plan = try Workload.plan()
        ingester = RecordIngester(Workload.ingest(plan), keepsRejected: false)
        events = Lookahead(Aggregator(AggregatorConfiguration(plan: plan)))
        ingester.addPartition(source: 0)
        let number = events.settled { $0.addPartition(source: 1) }
        precondition(number != nil, "room for one partition")
    }

    /// Lets some of the records go the way.
    @inline(__always)
    mutating func take(_ records: StoryRecords, _ range: Range<Int>) {
        records.ingest(range, by: &ingester, to: &events)
    }

    /// Reads the windows that are due, as the daemon does every few seconds.
    mutating func collect() {
        repeat { events.settled { _ = $0.collect(limit: 20_000, now: 0) } } while events.isDue
    }
}
