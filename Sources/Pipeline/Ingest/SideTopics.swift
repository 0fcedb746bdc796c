// SPDX-License-Identifier: Apache-2.0

import Kafka

/// The partitions of side topics as the ingest loop knows them, and whether inputs wait for them.
struct SideTopics {
    /// How long inputs wait at most for side topics to be read to their end, ms.
    static let loadingLimit: Int64 = 60_000

    /// The partitions by their number.
    var partitions: [TopicPartition] = []
    /// Whether each was read to its end once.
    var isAtEnd: [Bool] = []
    /// Inputs wait.
    var isLoading = false
    /// When they wait no longer, monotonic ms.
    var deadline: Int64 = 0
    /// The inputs that wait.
    var waiting: [InputPartition] = []
    /// Whether inputs waited already: partitions found later are read along with them.
    var hasLoaded = false
}
