// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// How messages are credited (`messages`).
    public struct Messages: Sendable, Hashable {
        /// How long opens and clicks are credited to a delivery.
        public var attribution = Duration.seconds(7 * 86_400)

        /// The defaults.
        public init() {}
    }
}
