// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// One entry of `inputs`.
    public struct Input: Sendable, Hashable {
        /// Topics to read; empty when `pattern` is set.
        public var topics: [String] = []

        /// Regular expression of the topics to read; nil when `topics` names them.
        public var pattern: String?

        /// Format of the records.
        public var format = InputFormat.native

        /// Format of what the envelopes of `cloudevents` hold; nil: any, by common names.
        public var data: InputFormat?

        /// Value of the dimension `source`; nil means the topic.
        public var source: String?

        /// The defaults.
        public init() {}
    }
}
