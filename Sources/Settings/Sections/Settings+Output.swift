// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Where snapshots go and how often (`output`).
    public struct Output: Sendable, Hashable {
        /// Topic of finals and revisions.
        public var topic = "kpi-snapshots"

        /// Topic of early values.
        public var earlyTopic = "kpi-snapshots-early"

        /// Topic of the transitions of single persons between stages of the journey; nil: they are not
        /// written.
        public var transitionsTopic: String?

        /// Time between two early snapshots; also the age of what `/metrics` shows.
        public var every = Duration.seconds(1)

        /// Whether early values are written to their topic.
        public var early = true

        /// Early records written in a second at most.
        public var maximumEarly = 10_000

        /// Whether missing topics are created, those of `rejected` included.
        public var create = true

        /// Partitions of a created topic; nil leaves the number to the broker.
        public var partitions: Int?

        /// Replicas of a created topic; nil leaves the number to the broker.
        public var replication: Int?

        /// The defaults.
        public init() {}
    }
}
