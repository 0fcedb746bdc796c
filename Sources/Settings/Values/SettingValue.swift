// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// A type that a setting can have: how it is read from YAML and how it is written back.
protocol SettingValue: Sendable {
    /// What the type is called in errors and in the reference: `a duration`.
    static var typeName: String { get }

    /// Whether an override gives it as bare text rather than as YAML.
    static var isScalar: Bool { get }

    /// Reads the value.
    init(node: YAMLNode) throws(ValueProblem)

    /// The value as YAML in flow style, which `init(node:)` reads to an equal value.
    var yaml: String { get }
}

/// A setting that is one text in YAML.
protocol ScalarSettingValue: SettingValue {
    /// What to write instead of a text that is not one of this type.
    static var hint: String { get }

    /// The value of the text, or nil when it is none of this type.
    init?(setting text: String)
}

extension ScalarSettingValue {
    static var isScalar: Bool { true }

    init(node: YAMLNode) throws(ValueProblem) {
        guard case .scalar(let text) = node.content, let value = Self(setting: text) else {
            throw ValueProblem(Self.typeName, node, hint: Self.hint)
        }
        self = value
    }
}

/// Why a node is not of the type its key has.
struct ValueProblem: Error, Sendable {
    let expected: String
    let found: String
    let location: SettingsLocation
    let hint: String

    init(_ expected: String, _ node: YAMLNode, hint: String) {
        self.expected = expected
        found = node.kind
        location = node.location
        self.hint = hint
    }
}
