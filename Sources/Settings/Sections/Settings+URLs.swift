// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// What is kept of a URL (`urls`).
    public struct URLs: Sendable, Hashable {
        /// Query parameters kept in `object`; the others and the fragment are cut.
        public var keep = ["q", "category"]

        /// The defaults.
        public init() {}
    }
}
