// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Workload

/// Decodes what the plan needs and drops it.
struct DecodingStage: ReadingStage, ~Copyable {
    /// Where decoded events end.
    struct Drain: EventRoute {
        private(set) var eventCount = 0
        private(set) var unwantedCount = 0

        mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
            eventCount += 1
        }
        mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
            unwantedCount += 1
        }
        mutating func recordSeen(partition: Int, now: Int64) {}
        mutating func endOfPartition(_ partition: Int, now: Int64) {}
    }

    private var ingester: RecordIngester
    private var drain = Drain()

    init() throws {
        ingester = RecordIngester(Workload.ingest(try Workload.plan()), keepsRejected: false)
    }

    mutating func begin(partitionCount: Int) {
        for _ in 0..<partitionCount { ingester.addPartition(source: 0) }
    }

    mutating func take(_ batch: borrowing RecordBatch) {
        ingester.ingest(batch, now: 0, to: &drain)
    }

    var findings: [String: Int] {
        ["events": drain.eventCount, "unwanted": drain.unwantedCount]
    }
}
