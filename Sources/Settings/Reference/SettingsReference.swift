// SPDX-License-Identifier: Apache-2.0

/// Every key of the settings: the single source of what is known, its default and its meaning.
///
/// Reading, overrides, suggestions, the reference page and the example file all come from here.
public enum SettingsReference {
    /// One key.
    public struct Entry: Sendable, Hashable {
        /// The dotted path; `[]` stands for an index: `inputs[].topic`.
        public let path: String

        /// Type and range in words.
        public let type: String

        /// What the key does.
        public let documentation: String

        /// A value that shows how to write it, where the default does not.
        public let example: String?

        /// Whether an override gives the value as bare text rather than as YAML.
        public let isScalar: Bool

        /// Whether its value is never shown.
        public let isSecret: Bool
    }

    /// All keys in the order of the reference page; any `kafka.` property is known besides them.
    public static let entries: [Entry] = Settings.keys.entries(below: "")

    /// The default of a key as YAML; empty when there is none.
    public static func defaultValue(of path: String) -> String {
        Settings.keys[path: path]?.yaml(Settings()) ?? Defaults.ofEntries[path] ?? ""
    }

    /// Everything that may be written before a `.` and holds further keys.
    static let sections: Set<String> = Set(entries.flatMap(\.path.enclosingPaths))

    /// Keys by path.
    static let byPath = Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0) })

    private enum Defaults {
        static let ofEntries: [String: String] = {
            let input = Settings.Input.keys.keys.map { ("inputs[]." + $0.path, $0.yaml(.init())) }
            let kpi = Settings.KPISelection.keys.keys.map {
                ("kpis[]." + $0.path, $0.yaml(.init()))
            }
            let token = Settings.HTTPToken.keys.keys.map {
                ("http.tokens[]." + $0.path, $0.yaml(.init()))
            }
            return Dictionary(uniqueKeysWithValues: input + kpi + token)
        }()
    }
}
