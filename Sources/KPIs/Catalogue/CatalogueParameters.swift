// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// What settings can change in the meaning of the built-in KPIs, all in ms.
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
                let value = self[keyPath: field.value]
                if value != defaults[keyPath: field.value] {
                    text += ";\(field.name)=\(DurationText.of(value))"
                }
            }
        }

        /// One parameter and its name in definition strings.
        struct Field: Sendable {
            let name: String
            let value: any KeyPath<Parameters, Int64> & Sendable

            /// All of them in the order in which definition strings name them.
            static var all: [Field] {
                [engagedAfter, sessionTimeout, appTimeout, cap, attribution]
            }

            static var engagedAfter: Field { Field(name: "engaged_after", value: \.engagedAfter) }
            static var sessionTimeout: Field { Field(name: "timeout", value: \.sessionTimeout) }
            static var appTimeout: Field { Field(name: "app_timeout", value: \.appTimeout) }
            static var cap: Field { Field(name: "cap", value: \.cap) }
            static var attribution: Field { Field(name: "attribution", value: \.attribution) }
        }
    }
}
