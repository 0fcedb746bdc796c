// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// When a session ends and when it is engaged (`sessions`).
    public struct Sessions: Sendable, Hashable {
        /// Silence that ends a web session.
        public var timeout = Duration.seconds(1800)

        /// Longest span of a session.
        public var cap = Duration.seconds(24 * 3600)

        /// Silence that ends an app session.
        public var appTimeout = Duration.seconds(300)

        /// Foreground time that makes a session engaged.
        public var engagedAfter = Duration.seconds(10)

        /// The defaults.
        public init() {}
    }
}
