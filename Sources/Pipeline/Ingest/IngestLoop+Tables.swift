// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Side topics: they share the consumer with the inputs, but have no event time and no aggregator.
///
/// At the start they are read to their end before an input is added, so that the first events
/// already find what is lent to them.
extension IngestLoop where Stage: ~Copyable {
    /// Takes the partitions of side topics out of what was found and reads them from the beginning.
    ///
    /// - Returns: false: they could not be added, so that everything is left for a later try.
    mutating func addTables(_ found: inout [InputPartition], _ now: Int64) -> Bool {
        let added = found.filter { $0.table != nil }
        guard !added.isEmpty else { return true }
        do throws(KafkaError) {
            try consumer.add(added.map { ($0.partition, .beginning) })
        } catch {
            retry(found, error, now)
            return false
        }
        for input in added {
            guard let table = input.table else { continue }
            ingester.addTablePartition(table: table)
            numbers.append(~side.partitions.count)
            side.add(input.partition, now: now)
        }
        found.removeAll { $0.table != nil }
        publish(now)
        return true
    }

    /// Keeps inputs until side topics are read; where the end of one is, is asked now.
    mutating func hold(_ found: [InputPartition], _ now: Int64) {
        for (position, input) in found.enumerated() {
            var input = input
            if input.start == .end {
                do throws(KafkaError) {
                    input.start = .offset(try consumer.queryOffsets(of: input.partition).upperBound)
                } catch {
                    return retry(Array(found[position...]), error, now)
                }
            }
            side.hold(input)
        }
    }

    /// Lets the inputs in when side topics are read to their end, or have taken too long.
    mutating func lookAtLoading(_ now: Int64) {
        guard let (inputs, isRead) = side.release(now: now) else { return }
        status.addFound(inputs)
        guard !isRead else { return }
        let reason =
            "side topics were not read to their end in \(SideTopics.loadingLimit / 1_000) s; "
            + "inputs are read now, and early events may miss what tables lend"
        status.note(.error(KafkaError(code: .timedOut, reason: reason)))
    }

    /// Takes one entry of a batch that a side topic gave.
    mutating func takeOfTable(
        _ batch: borrowing RecordBatch,
        _ index: Int,
        _ partition: Int,
        _ now: Int64
    ) {
        switch batch.kind(at: index) {
        case .record:
            let record = batch.record(at: index)
            ingester.ingestTable(
                value: record.value,
                key: record.key,
                timestamp: record.timestamp,
                offset: record.offset,
                partition: partition
            )
            ingester.rejected.complete { batch.headers(at: index) }
        case .endOfPartition:
            ingester.endOfTablePartition(partition, offset: batch.offset(at: index))
            side.end(partition)
        case .error: takeError(batch.error(at: index), nil, of: ~partition, now)
        }
    }

    /// What is shown of side topics.
    var tablesReading: IngestStatus.TablesReading {
        var reading = IngestStatus.TablesReading()
        reading.partitions = side.partitions
        reading.counts = side.partitions.indices.map { ingester.tableCounts(of: $0) }
        (reading.entries, reading.refused) = ingester.tableOccupancy()
        reading.isLoading = side.isLoading
        return reading
    }
}
