// SPDX-License-Identifier: Apache-2.0

import Kafka

extension PartitionReader {
    /// Reads to the first record and takes its time, ms; nil: there is none up to the end.
    mutating func firstTimestamp() throws(KafkaError) -> Int64? {
        var batch = RecordBatch()
        while try read(into: &batch) {
            for index in 0..<batch.count where batch.kind(at: index) == .record {
                return batch.record(at: index).timestamp
            }
        }
        return nil
    }
}
