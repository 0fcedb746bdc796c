// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// What is logged and how (`log`).
    public struct Log: Sendable, Hashable {
        /// Lowest level that is written.
        public var level = LogLevel.info

        /// Form of a line.
        public var format = LogFormat.text

        /// The defaults.
        public init() {}
    }
}
