// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Sinks

extension RejectedOutput {
    /// What the rejected topic gets of a batch.
    ///
    /// - Parameters:
    ///   - records: of a batch.
    ///   - known: the partitions of inputs and of side topics, by number.
    /// - Returns: one for each record.
    static func all(
        of records: [RejectedRecord],
        _ known: @autoclosure () -> (inputs: [TopicPartition], tables: [TopicPartition])
    ) -> [RejectedOutput] {
        guard !records.isEmpty else { return [] }
        let known = known()
        return records.map { record in
            let origin = (record.isOfTable ? known.tables : known.inputs)[record.partition]
            return RejectedOutput(
                topic: origin.topic,
                partition: origin.partition,
                offset: record.offset,
                index: record.index,
                timestamp: record.timestamp,
                reason: record.error.reason.name,
                error: record.error.message,
                key: record.key,
                value: record.value,
                headers: record.headers,
                droppedHeaders: record.droppedHeaders
            )
        }
    }
}
