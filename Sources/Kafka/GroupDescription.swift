// SPDX-License-Identifier: Apache-2.0

/// What the cluster says about a consumer group.
public struct GroupDescription: Hashable, Sendable {
    /// What the group is doing.
    public enum State: Hashable, Sendable {
        /// Its members have their partitions.
        case stable
        /// Members join or leave, or wait for their partitions.
        case rebalancing
        /// It has no members; offsets may be stored under its id.
        case empty
        /// There is no such group, or it is being removed.
        case dead
        /// The broker names a state that the library does not know.
        case unknown
    }

    /// The group's id.
    public let group: String
    /// What it is doing.
    public let state: State
    /// The number of its members, also of those that have just joined.
    public let memberCount: Int

    /// Whether nobody is in it.
    public var hasNoMembers: Bool {
        memberCount == 0 && (state == .empty || state == .dead)
    }

    /// Describes a group.
    public init(group: String, state: State, memberCount: Int) {
        self.group = group
        self.state = state
        self.memberCount = memberCount
    }
}
