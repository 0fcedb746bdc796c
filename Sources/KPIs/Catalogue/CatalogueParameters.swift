// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// What settings can change in the meaning of the built-in KPIs, times in ms.
    public struct Parameters: Sendable, Hashable {
        /// From which duration a session is engaged (`sessions.engaged_after`).
        public var engagedAfter: Int64 = 10_000
        /// Inactivity that ends a web session (`sessions.timeout`).
        public var sessionTimeout: Int64 = 1_800_000
        /// Inactivity that ends an app session (`sessions.app_timeout`).
        public var appTimeout: Int64 = 300_000
        /// The longest session (`sessions.cap`).
        public var cap: Int64 = 86_400_000
        /// How long opens and clicks are credited to a delivery (`messages.attribution`).
        public var attribution: Int64 = 604_800_000
        /// The code of the currency that amounts are turned into (`money.currency`); empty: none.
        public var currency = ""

        /// What stands for the rules that tell where visits come from (`traffic`); empty: the
        /// built-in ones.
        public var traffic = ""

        /// The defaults.
        public init() {}

        /// A definition string with the values that differ from their defaults appended.
        ///
        /// - Parameters:
        ///   - definition: Name and version, for instance `ga4@1`.
        ///   - fields: The parameters on which the KPI depends, in the order of writing.
        /// - Returns: The definition string.
        func definition(_ definition: String, _ fields: [Field]) -> String {
            let defaults = Parameters()
            return fields.reduce(into: definition) { text, field in
                let value = field.text(self)
                if value != field.text(defaults) { text += ";\(field.name)=\(value)" }
            }
        }

        /// One parameter and its name in definition strings.
        struct Field: Sendable {
            let name: String
            /// Its value as definition strings write it.
            let text: @Sendable (Parameters) -> String

            private init(_ name: String, _ text: @escaping @Sendable (Parameters) -> String) {
                self.name = name
                self.text = text
            }

            private init(
                _ name: String,
                _ duration: any KeyPath<Parameters, Int64> & Sendable
            ) {
                self.init(name) { DurationText.of($0[keyPath: duration]) }
            }

            /// All of them in the order in which definition strings name them.
            static var all: [Field] {
                [engagedAfter, sessionTimeout, appTimeout, cap, attribution, currency, traffic]
            }

            static var engagedAfter: Field { Field("engaged_after", \.engagedAfter) }
            static var sessionTimeout: Field { Field("timeout", \.sessionTimeout) }
            static var appTimeout: Field { Field("app_timeout", \.appTimeout) }
            static var cap: Field { Field("cap", \.cap) }
            static var attribution: Field { Field("attribution", \.attribution) }
            static var currency: Field { Field("currency") { $0.currency } }
            static var traffic: Field { Field("traffic") { $0.traffic } }
        }
    }
}
