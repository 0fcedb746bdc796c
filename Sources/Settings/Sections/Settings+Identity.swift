// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// The key that ids are hashed with (`identity`).
    public struct Identity: Sendable, Hashable {
        /// The key, given directly or read from `keyFile`.
        public var key: IdentityKey?

        /// File the key was read from.
        public var keyFile: String?

        /// The defaults.
        public init() {}
    }
}
