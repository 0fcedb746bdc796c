// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// The size of every table (`limits`).
    public struct Limits: Sendable, Hashable {
        /// Memory of the whole process; a configuration that needs more is refused.
        public var memory = ByteSize.megabytes(4000)

        /// Memory of the ring of final values; reserved, no effect yet.
        public var history = ByteSize.megabytes(256)

        /// Pane rows.
        public var rows = 4_000_000

        /// Series, that is combinations of dimension values in a grouping set.
        public var series = 100_000

        /// Values of one dimension on a day; the others count as `other`.
        public var dimensionValues = 1000

        /// Values of one dimension that is listed (top pages); the others count as `other` in lists.
        public var topValues = 100_000

        /// Open sessions.
        public var sessions = 4_000_000

        /// Persons, for each thing that is remembered of them.
        public var actors = 10_000_000

        /// Messages within their attribution.
        public var messages = 10_000_000

        /// Joins of a device with a person.
        public var aliases = 4_000_000

        /// Running totals, and objects with restated spending, each.
        public var objects = 1_000_000

        /// Values of side tables, each a dimension's of one key.
        public var tableEntries = 1_000_000

        /// Survey answers and reviews that may still change, and invitations to surveys, each.
        public var responses = 1_000_000

        /// Conversations.
        public var threads = 1_000_000

        /// The defaults.
        public init() {}
    }
}
