// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// A mapping that another target reads: kept as it was written, with the place of every value.
public struct WrittenMapping: Sendable, Hashable {
    /// The mapping.
    public let node: YAMLNode

    /// Keeps a mapping.
    public init(_ node: YAMLNode) { self.node = node }

    /// Equal if the same is written, wherever it stands.
    public static func == (left: WrittenMapping, right: WrittenMapping) -> Bool {
        left.yaml == right.yaml
    }

    /// Hashes what is written.
    public func hash(into hasher: inout Hasher) { hasher.combine(yaml) }
}

extension WrittenMapping: SettingValue {
    static let typeName = "a mapping"
    static let isScalar = false

    init(node: YAMLNode) throws(ValueProblem) {
        guard case .mapping = node.content else {
            throw ValueProblem(Self.typeName, node, hint: "write { key: value }")
        }
        self.node = node
    }

    var yaml: String { node.flowYAML }
}

extension YAMLNode {
    /// The node in flow style.
    fileprivate var flowYAML: String {
        switch content {
        case .null: "null"
        case .scalar(let text): text.yaml
        case .sequence(let items): "[" + items.map(\.flowYAML).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key.yaml): \($0.value.flowYAML)" }.joined(separator: ", ")
                + "}"
        }
    }
}
