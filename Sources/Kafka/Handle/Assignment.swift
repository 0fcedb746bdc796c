// SPDX-License-Identifier: Apache-2.0

/// The partitions that a consumer reads, numbered densely in the order in which they came.
struct Assignment {
    private struct AssignedTopic {
        let handle: TopicHandle
        /// By partition number; -1 where the partition is not assigned.
        var indexes: [Int32] = []
    }

    /// By index.
    private(set) var partitions: [TopicPartition] = []
    private var topics: [AssignedTopic] = []

    /// Gives a partition the next index.
    mutating func append(_ partition: TopicPartition, topic: TopicHandle) {
        let position =
            topics.firstIndex { $0.handle == topic }
            ?? {
                topics.append(AssignedTopic(handle: topic))
                return topics.count - 1
            }()
        let number = Int(partition.partition)
        let missing = number + 1 - topics[position].indexes.count
        if missing > 0 {
            topics[position].indexes.append(contentsOf: repeatElement(-1, count: missing))
        }
        topics[position].indexes[number] = Int32(partitions.count)
        partitions.append(partition)
    }

    /// The index of a partition; -1 when it is not assigned.
    ///
    /// - Complexity: O(topics), which are few, and the caller asks only when the partition changes.
    func index(of topic: TopicHandle, partition: Int32) -> Int32 {
        for candidate in topics where candidate.handle == topic {
            let number = Int(partition)
            return candidate.indexes.indices.contains(number) ? candidate.indexes[number] : -1
        }
        return -1
    }
}
