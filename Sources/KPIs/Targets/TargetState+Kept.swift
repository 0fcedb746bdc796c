// SPDX-License-Identifier: Apache-2.0

extension TargetState {
    /// What must be kept of a state, for one that is made anew.
    public struct Kept: Sendable, Equatable {
        /// Raw value of the status; 255: there is none.
        public var status: UInt8 = 255
        /// Since when it holds, ms.
        public var since: Int64 = 0
        /// Of each status by raw value, how many readings came since it was read last.
        public var ages = [UInt16](repeating: 0, count: 8)

        /// Nothing read yet.
        public init() {}
    }

    /// What must be kept.
    public var kept: Kept {
        var kept = Kept()
        if let standing {
            kept.status = standing.status.rawValue
            kept.since = standing.since
        }
        kept.ages = ages.indices.map { ages[$0] }
        return kept
    }

    /// A state that was kept elsewhere; a status that is not known is none.
    public init(_ kept: Kept) {
        self.init()
        standing = TargetStatus(rawValue: kept.status).map {
            TargetStanding(status: $0, since: kept.since)
        }
        for place in ages.indices { ages[place] = kept.ages[place] }
    }
}
