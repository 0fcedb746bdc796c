// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// One entry of `kpis`.
    public struct KPISelection: Sendable, Hashable {
        /// Id in the catalogue.
        public var id = ""

        /// Grouping sets, each a list of dimensions; empty means the total alone.
        public var by: [[String]] = []

        /// Windows; empty means those that suit the KPI.
        public var windows: [Window] = []

        /// Series emitted even when nothing was counted: dimension to value.
        public var expect: [[String: String]] = []

        /// What its values should be, as it is written; nil: as its definition says.
        public var target: WrittenMapping?

        /// The defaults.
        public init() {}
    }
}
