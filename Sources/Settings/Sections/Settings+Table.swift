// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// One entry of `tables`: a keyed side topic that lends dimensions to events.
    public struct Table: Sendable, Hashable {
        /// Its name in `tables`.
        public var name = ""

        /// The topic; empty when it is missing.
        public var topic = ""

        /// What the keys of its records are.
        public var key = TableKey.user

        /// The members of its records' values that are dimensions of events.
        public var fields: [String] = []

        /// The defaults.
        public init() {}
    }
}
