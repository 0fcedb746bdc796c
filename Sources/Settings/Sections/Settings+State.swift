// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Where state is kept, and how often results are committed (`state`).
    public struct State: Sendable, Hashable {
        /// Time between two commits at most.
        public var commit = Duration.seconds(5)

        /// After what silence of the process that leads another one takes over.
        public var session = Duration.seconds(10)

        /// The topic of the state; nil: `<application>-state`.
        public var topic: String?

        /// The defaults.
        public init() {}
    }
}
