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

        /// Of native fields the paths at which events have them; with the format `mapped` only.
        public var fields: WrittenMapping?

        /// How records are written, with the format `mapped`; nil means `json`.
        public var layout: InputLayout?

        /// How times are written, with the format `mapped`; nil means `rfc3339`.
        public var timeUnit: InputTimeUnit?

        /// Texts that native fields have in all events; with the format `mapped` only.
        public var constants: WrittenMapping?

        /// The user's own names of events and what they mean.
        public var types: WrittenMapping?

        /// The defaults.
        public init() {}
    }
}
