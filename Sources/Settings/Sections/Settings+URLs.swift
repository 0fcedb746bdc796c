// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// What is kept of a URL (`urls`).
    public struct URLs: Sendable, Hashable {
        /// Query parameters kept in `object`; the others and the fragment are cut.
        public var keep = ["q", "category"]

        /// Hosts of one's own: a visit that a page there led to came from nowhere else.
        public var own: [String] = []

        /// The defaults.
        public init() {}
    }
}
