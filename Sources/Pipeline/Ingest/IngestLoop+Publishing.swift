// SPDX-License-Identifier: Apache-2.0

import Kafka

extension IngestLoop where Stage: ~Copyable {
    /// Shows the state to others.
    mutating func publish(_ now: Int64) {
        lastPublished = now
        var reading = IngestStatus.Reading()
        reading.partitions = partitions
        reading.retired = Set(retired.keys)
        reading.counts = partitions.indices.map { ingester.counts(of: $0) }
        reading.rejections = ingester.rejectionPlaces
        reading.heartbeat = now
        reading.isConnected = consumer.isConnected
        if !reading.isConnected { reading.refusal = consumer.refusal?.reason }
        reading.isAtEnd = ends.areReached
        reading.refusedPartitions = refusedPartitions
        reading.tables = tablesReading
        status.publish(reading, notices: consumer.takeNotices())
    }
}
