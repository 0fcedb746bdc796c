// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Where records that cannot be counted go (`rejected`).
    public struct Rejected: Sendable, Hashable {
        /// Topic of rejected records; nil counts and logs them only.
        public var topic: String?

        /// The defaults.
        public init() {}
    }
}
