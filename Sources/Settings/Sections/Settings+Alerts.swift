// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Where changes of alerts go (`alerts`).
    public struct Alerts: Sendable, Hashable {
        /// Topic of alerts; nil: they are shown over HTTP only.
        public var topic: String?

        /// The defaults.
        public init() {}
    }
}
