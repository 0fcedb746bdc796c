// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// One row of a table of keys: how a key is read into `Root`, written back and documented.
struct SettingsKey<Root: Sendable>: Sendable {
    /// The key's dotted path below `Root`.
    let path: String

    /// Its type and range, for the reference.
    let type: String

    /// One or two sentences for the reference.
    let documentation: String

    /// A value that shows how to write the key, where the default does not.
    let example: String?

    /// Whether an override gives the value as bare text rather than as YAML.
    let isScalar: Bool

    /// Whether its value must not be shown.
    let isSecret: Bool

    /// Rows of the table for the entries, when the key is a list of mappings.
    let entries: [SettingsReference.Entry]

    /// Reads the node into the root; the text is the key's full path with indices.
    let read: @Sendable (YAMLNode, String, inout Root, inout SettingsDecoder) -> Void

    /// The value as YAML; empty when there is none.
    let yaml: @Sendable (Root) -> String

    /// What differs between two values, at a path; nil: `yaml` tells.
    var changes: (@Sendable (_ old: Root, _ new: Root, _ path: String) -> [SettingsChange])?

    /// The value as YAML where only parts of it are secret; nil: all of it or nothing is.
    var shownYAML: (@Sendable (Root) -> String)?

    /// The value as it may be shown to anybody.
    func shown(_ root: Root) -> String {
        if let shownYAML { return shownYAML(root) }
        let yaml = yaml(root)
        return isSecret && !yaml.isEmpty ? Settings.mask.yaml : yaml
    }
}

extension SettingsKey {
    /// A key of any type.
    init<Value: SettingValue & Equatable>(
        _ path: String,
        _ field: any WritableKeyPath<Root, Value> & Sendable,
        _ documentation: String,
        example: String? = nil,
        isSecret: Bool = false
    ) {
        self.init(
            path: path,
            type: Value.typeName,
            documentation: documentation,
            example: example,
            isScalar: Value.isScalar,
            isSecret: isSecret,
            entries: [],
            read: { node, path, root, decoder in
                guard let value: Value = decoder.value(node, path, isSecret: isSecret) else {
                    return
                }
                root[keyPath: field] = value
            },
            yaml: { root in
                // An empty text is a required one that is not set.
                let yaml = root[keyPath: field].yaml
                return yaml == "".yaml ? "" : yaml
            }
        )
        guard isSecret else { return }
        // What is shown of two secrets is the same.
        changes = { [self] old, new, path in
            guard old[keyPath: field] != new[keyPath: field] else { return [] }
            return [SettingsChange(path: path, old: shown(old), new: shown(new))]
        }
    }

    /// A key with a smallest and a largest value.
    init<Value: SettingValue & Comparable>(
        _ path: String,
        _ field: any WritableKeyPath<Root, Value> & Sendable,
        in range: ClosedRange<Value>,
        _ documentation: String
    ) {
        self.init(
            path: path,
            type: "\(Value.typeName), \(range.lowerBound.yaml) to \(range.upperBound.yaml)",
            documentation: documentation,
            example: nil,
            isScalar: Value.isScalar,
            isSecret: false,
            entries: [],
            read: { node, path, root, decoder in
                guard let value: Value = decoder.value(node, path, in: range) else { return }
                root[keyPath: field] = value
            },
            yaml: { $0[keyPath: field].yaml }
        )
    }

    /// A key with a smallest and a largest value that may be left out.
    init<Value: SettingValue & Comparable>(
        _ path: String,
        _ field: any WritableKeyPath<Root, Value?> & Sendable,
        in range: ClosedRange<Value>,
        _ documentation: String,
        example: String
    ) {
        self.init(
            path: path,
            type: "\(Value.typeName), \(range.lowerBound.yaml) to \(range.upperBound.yaml)",
            documentation: documentation,
            example: example,
            isScalar: Value.isScalar,
            isSecret: false,
            entries: [],
            read: { node, path, root, decoder in
                guard let value: Value = decoder.value(node, path, in: range) else { return }
                root[keyPath: field] = value
            },
            yaml: { $0[keyPath: field]?.yaml ?? "" }
        )
    }

    /// A key that is a list of mappings with a table of their own.
    ///
    /// With a bare key an entry may be a single text, which is that key's value.
    init<Element>(
        _ path: String,
        _ field: any WritableKeyPath<Root, [Element]> & Sendable,
        entries table: SettingsTable<Element>,
        new: @escaping @Sendable () -> Element,
        bareKey: String? = nil,
        _ documentation: String,
        example: String
    ) {
        self.init(
            path: path,
            type: "a list",
            documentation: documentation,
            example: example,
            isScalar: false,
            isSecret: false,
            entries: table.entries(below: path + "[]"),
            read: { node, path, root, decoder in
                guard let items = decoder.items(node, path) else { return }
                root[keyPath: field] = items.enumerated().map { index, item in
                    var element = new()
                    let path = "\(path).\(index)"
                    let node = bareKey.map { item.wrapped(bare: $0) } ?? item
                    decoder.decode(node, at: path, table, into: &element)
                    return element
                }
            },
            yaml: { table.flowYAML(list: $0[keyPath: field]) }
        )
        shownYAML = { table.flowYAML(list: $0[keyPath: field], masksSecrets: true) }
        changes = { old, new, path in
            table.changes(from: old[keyPath: field], to: new[keyPath: field], at: path)
        }
    }
}

extension YAMLNode {
    /// A scalar as the mapping that it is short for.
    fileprivate func wrapped(bare key: String) -> YAMLNode {
        guard case .scalar = content else { return self }
        return YAMLNode(
            .mapping([.init(key: key, keyLocation: location, value: self)]),
            at: location
        )
    }
}
