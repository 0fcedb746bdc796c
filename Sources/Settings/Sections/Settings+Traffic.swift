// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// How it is told where visits come from (`traffic`).
    public struct Traffic: Sendable, Hashable {
        /// Rules that are asked before the built-in ones, in their order.
        public var rules: [TrafficRule] = []

        /// Whether the built-in rules follow.
        public var builtIn = true

        /// The defaults.
        public init() {}
    }

    /// One entry of `traffic.rules`: conditions that must all hold; an empty one asks for nothing.
    public struct TrafficRule: Sendable, Hashable {
        /// Where the visit then came from; nil when it is missing.
        public var to: TrafficOrigin?
        /// Media (`utm_medium`), of which one must be there; `*` stands for any.
        public var medium: [String] = []
        /// The same of the source that the link names (`utm_source`).
        public var source: [String] = []
        /// The same of the host that led here; a label of it is enough.
        public var referrer: [String] = []
        /// The same of the source, or of the host where no rule names the source.
        public var site: [String] = []
        /// Whose click id is in the URL.
        public var click: ClickPlatform?

        /// The defaults.
        public init() {}
    }
}
