// SPDX-License-Identifier: Apache-2.0

/// A topic that is there to be written to.
public struct PreparedTopic: Hashable, Sendable {
    /// The topic's name.
    public let name: String
    /// The number of its partitions.
    public let partitionCount: Int32
    /// Whether it was created now.
    public let wasCreated: Bool
    /// In what it differs from the plan.
    public let warnings: [TopicWarning]
}
