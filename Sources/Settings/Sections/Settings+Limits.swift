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

        /// Values of one dimension; the others count as `other`.
        public var dimensionValues = 1000

        /// Open sessions.
        public var sessions = 4_000_000

        /// Persons.
        public var actors = 10_000_000

        /// Messages within their attribution.
        public var messages = 10_000_000

        /// Joins of a device with a person.
        public var aliases = 4_000_000

        /// Platform objects with running totals.
        public var objects = 1_000_000

        /// Values of side tables, each a dimension's of one key.
        public var tableEntries = 1_000_000

        /// Survey answers and reviews that may still change; reserved, no effect yet.
        public var responses = 1_000_000

        /// The defaults.
        public init() {}
    }
}
