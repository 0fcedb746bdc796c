// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// One entry of `http.tokens`.
    public struct HTTPToken: Sendable, Hashable {
        /// What it is called in logs; empty when it is missing.
        public var name = ""

        /// The file that holds it; empty when it is missing.
        public var tokenFile = ""

        /// What it allows.
        public var scope = HTTPScope.read

        /// The defaults.
        public init() {}
    }
}
