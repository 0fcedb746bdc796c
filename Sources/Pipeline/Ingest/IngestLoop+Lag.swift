// SPDX-License-Identifier: Apache-2.0

import Kafka

extension IngestLoop where Stage: ~Copyable {
    /// How far the ends of the inputs are, as the brokers told them last.
    func lag(_ counts: [RecordCounts]) -> InputLag {
        var lag = InputLag(records: 0, isWhole: hasAllRestored && !partitions.isEmpty)
        for (number, (partition, counts)) in zip(partitions, counts).enumerated()
        where retired[number] == nil {
            let end = consumer.cachedOffsets(of: partition)?.upperBound
            if let records = counts.lag(behind: end) {
                lag.records += records
            } else {
                lag.isWhole = false
            }
        }
        return lag
    }
}
