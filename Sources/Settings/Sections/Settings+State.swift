// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// How often results are committed (`state`).
    public struct State: Sendable, Hashable {
        /// Time between two commits at most.
        public var commit = Duration.seconds(5)

        /// The defaults.
        public init() {}
    }
}
