// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Optional: SettingValue where Wrapped: SettingValue {
    static var typeName: String { Wrapped.typeName }
    static var isScalar: Bool { Wrapped.isScalar }

    init(node: YAMLNode) throws(ValueProblem) {
        self = .some(try Wrapped(node: node))
    }

    var yaml: String { self?.yaml ?? "" }
}

extension Array: SettingValue where Element: SettingValue {
    static var typeName: String { "a list (\(Element.typeName) each)" }
    static var isScalar: Bool { false }

    init(node: YAMLNode) throws(ValueProblem) {
        guard case .sequence(let items) = node.content else {
            throw ValueProblem(Self.typeName, node, hint: "write [ … ], even for one entry")
        }
        self = []
        for item in items { append(try Element(node: item)) }
    }

    var yaml: String { "[" + map(\.yaml).joined(separator: ", ") + "]" }
}

extension Dictionary: SettingValue where Key == String, Value == String {
    static var typeName: String { "a mapping of names to texts" }
    static var isScalar: Bool { false }

    init(node: YAMLNode) throws(ValueProblem) {
        guard case .mapping(let entries) = node.content else {
            throw ValueProblem(Self.typeName, node, hint: "write { name: value }")
        }
        self = [:]
        for entry in entries {
            // An empty text is a value here: it stands for an absent dimension.
            guard case .scalar(let text) = entry.value.content else {
                throw ValueProblem(Self.typeName, entry.value, hint: "write { name: value }")
            }
            self[entry.key] = text
        }
    }

    var yaml: String {
        let pairs = sorted { $0.key < $1.key }.map { "\($0.key.yaml): \($0.value.yaml)" }
        return "{" + pairs.joined(separator: ", ") + "}"
    }
}
