// SPDX-License-Identifier: Apache-2.0

import Kafka

extension IngestLoop where Stage: ~Copyable {
    /// Records between what was read and the ends of the inputs; nil: one of the ends is not known.
    func lag(_ counts: [RecordCounts]) -> Int64? {
        var lag: Int64 = 0
        for (partition, counts) in zip(partitions, counts) {
            guard let end = consumer.cachedOffsets(of: partition)?.upperBound,
                let next = counts.nextOffset
            else { return nil }
            lag += max(0, end - next)
        }
        return partitions.isEmpty ? nil : lag
    }
}
