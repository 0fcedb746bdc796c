// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

extension RecordIngester {
    /// Takes the records of a poll, as the daemon's ingest thread does.
    mutating func ingest<Route: EventRoute & ~Copyable>(
        _ batch: borrowing RecordBatch,
        now: Int64,
        to route: inout Route
    ) {
        for index in 0..<batch.count {
            let partition = batch.partitionIndex(at: index)
            switch batch.kind(at: index) {
            case .record:
                let record = batch.record(at: index)
                unsafe ingest(
                    value: record.value,
                    isPadded: batch.isPadded,
                    key: record.key,
                    timestamp: record.timestamp,
                    offset: record.offset,
                    partition: partition,
                    now: now,
                    to: &route
                )
            case .endOfPartition:
                endOfPartition(partition, offset: batch.offset(at: index))
                route.endOfPartition(partition, now: now)
            case .error: break
            }
        }
    }
}
