// SPDX-License-Identifier: Apache-2.0

import Kafka

/// The partitions of side topics as the ingest loop knows them, and the inputs that wait for them.
struct SideTopics {
    /// How long inputs wait at most for side topics to be read to their end, ms.
    static let loadingLimit: Int64 = 60_000

    /// The partitions by their number.
    private(set) var partitions: [TopicPartition] = []
    /// Whether inputs wait.
    private(set) var isLoading = false
    /// The inputs that wait.
    private(set) var waiting: [InputPartition] = []
    private var isAtEnd: [Bool] = []
    /// When they wait no longer, monotonic ms; nil before there is a side topic.
    private var deadline: Int64?

    /// Adds a partition; with the first ones inputs begin to wait, later ones are read along.
    mutating func add(_ partition: TopicPartition, now: Int64) {
        partitions.append(partition)
        isAtEnd.append(false)
        guard deadline == nil else { return }
        deadline = now + Self.loadingLimit
        isLoading = true
    }

    /// Keeps an input that waits.
    mutating func hold(_ input: InputPartition) { waiting.append(input) }

    /// Takes note that a partition was read to its end.
    mutating func end(_ partition: Int) { isAtEnd[partition] = true }

    /// Lets the inputs in once all partitions were read to their end, or the time is over.
    ///
    /// - Returns: the inputs, and whether everything was read; nil: they wait on.
    mutating func release(now: Int64) -> (inputs: [InputPartition], isRead: Bool)? {
        guard isLoading, let deadline else { return nil }
        let isRead = !isAtEnd.contains(false)
        guard isRead || now >= deadline else { return nil }
        defer { (isLoading, waiting) = (false, []) }
        return (waiting, isRead)
    }
}
