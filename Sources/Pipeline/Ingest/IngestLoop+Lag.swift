// SPDX-License-Identifier: Apache-2.0

import Kafka

extension IngestLoop where Stage: ~Copyable {
    /// How far the ends of the inputs are, as the brokers told them last.
    func lag(_ counts: [RecordCounts]) -> InputLag {
        var lag = InputLag(records: 0, isWhole: hasAllRestored && !partitions.isEmpty)
        for (partition, counts) in zip(partitions, counts) {
            guard let end = consumer.cachedOffsets(of: partition)?.upperBound,
                let next = counts.nextOffset
            else {
                lag.isWhole = false
                continue
            }
            lag.records += max(0, end - next)
        }
        return lag
    }
}
