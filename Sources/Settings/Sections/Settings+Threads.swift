// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// How many threads work (`threads`).
    public struct Threads: Sendable, Hashable {
        /// Threads that poll and decode.
        public var ingest = 1

        /// Threads that count; 0 counts on the ingest thread.
        public var aggregate = 0

        /// The defaults.
        public init() {}
    }
}
