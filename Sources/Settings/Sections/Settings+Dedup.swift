// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// How long duplicates are recognized (`dedup`).
    public struct Dedup: Sendable, Hashable {
        /// How long the id of an event is remembered.
        public var window = Duration.seconds(24 * 3600)

        /// The same for e-mail events, whose providers repeat for longer.
        public var emailWindow = Duration.seconds(48 * 3600)

        /// Ids remembered at most; the oldest leave first.
        public var entries = 20_000_000

        /// The defaults.
        public init() {}
    }
}
