// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a reader tells other threads of its partitions.
///
/// Written a few times for each answer, never for a record.
final class PartitionMarks: Sendable {
    private struct Mark {
        var offsets: Range<Int64>?
        var position: Int64?
    }

    /// Whether every partition's leader is connected and answers; relaxed, it orders nothing.
    let isHealthy = Atomic(false)
    private let marks = Mutex<[TopicPartition: Mark]>([:])

    func set(_ partition: TopicPartition, offsets: Range<Int64>) {
        marks.withLock { $0[partition, default: Mark()].offsets = offsets }
    }

    func set(_ partition: TopicPartition, position: Int64) {
        marks.withLock { $0[partition, default: Mark()].position = position }
    }

    func offsets(of partition: TopicPartition) -> Range<Int64>? {
        marks.withLock { $0[partition]?.offsets }
    }

    func position(of partition: TopicPartition) -> Int64? {
        marks.withLock { $0[partition]?.position }
    }

    func remove(_ partition: TopicPartition) { marks.withLock { $0[partition] = nil } }

    func clear() { marks.withLock { $0 = [:] } }
}
