// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// In which currency amounts are added up (`money`).
    public struct Money: Sendable, Hashable {
        /// Its code; nil: amounts are added as they are given, whatever their currency.
        public var currency: String?

        /// What one unit of other currencies is worth in it.
        public var rates = RateTable()

        /// The defaults.
        public init() {}
    }
}
