// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Workload

/// The whole way: from a record's bytes to the panes, in the mix of the story.
enum PathParts {
    private static let warmUp = 1_000_000
    private static let sliceSize = 10_000
    private static let slices = 100

    static func run() throws {
        let records = StoryRecords(count: warmUp + sliceSize * slices)
        let plan = try Workload.plan()
        var ingester = RecordIngester(Workload.ingest(plan), keepsRejected: false)
        var events = Lookahead(Aggregator(AggregatorConfiguration(plan: plan)))
        ingester.addPartition(source: 0)
        let number = events.settled { $0.addPartition(source: 1) }
        precondition(number != nil, "room for one partition")
        var watch = Stopwatch(slices: slices)
        var first = 0
        while first < records.count {
            let isMeasured = first >= warmUp
            if isMeasured { watch.begin() }
            records.ingest(first..<first + sliceSize, by: &ingester, to: &events)
            if isMeasured { watch.end(operations: sliceSize) }
            first += sliceSize
            // As the daemon does every few seconds; not a part of the way.
            if (first / sliceSize).isMultiple(of: 50) {
                repeat {
                    events.settled { _ = $0.collect(limit: 20_000, now: 0) }
                } while events.isDue
            }
        }
        watch.report("record to panes, mix of the story, after 1 M events")
    }
}
