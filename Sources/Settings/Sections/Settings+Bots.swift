// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// How programs are told from persons (`bots`).
    public struct Bots: Sendable, Hashable {
        /// A file of texts in the agents of programs; nil: the list that is part of the program.
        public var agents: String?

        /// The defaults.
        public init() {}
    }
}
