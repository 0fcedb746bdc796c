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

    /// Who is in a group.
    public struct Member: Hashable, Sendable {
        /// The `client.id` that it gave itself.
        public let clientID: String
        /// The address that the broker sees it at, such as `/10.0.0.7`.
        public let host: String

        /// Describes a member.
        public init(clientID: String, host: String) {
            self.clientID = clientID
            self.host = host
        }
    }

    /// The group's id.
    public let group: String
    /// What it is doing.
    public let state: State
    /// Its members, also those that have just joined.
    public let members: [Member]

    /// Whether nobody is in it.
    public var hasNoMembers: Bool {
        members.isEmpty && (state == .empty || state == .dead)
    }

    /// Describes a group.
    public init(group: String, state: State, members: [Member]) {
        self.group = group
        self.state = state
        self.members = members
    }
}
