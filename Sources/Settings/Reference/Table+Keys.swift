// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings.Table {
    /// The keys of one entry of `tables`.
    static let keys = SettingsTable<Settings.Table>([
        .init("topic", \.topic, "The side topic.", example: "crm-personas"),
        .init("key", \.key, "The id that the keys of its records are."),
        .init("fields", \.fields, "Dimensions that its values hold.", example: "[persona]"),
    ])
}

extension SettingsKey where Root == Settings {
    /// The mapping of tables by name.
    static let tables = SettingsKey(
        path: "tables",
        type: "a mapping of names to tables",
        documentation: """
            Side topics that lend dimensions to events, by name: `topic`, `key` (what the keys of \
            its records are: `user`, `anonymous`, `device` or `object`) and `fields` (the members of its \
            values that are dimensions).
            """,
        example: "{personas: {topic: crm-personas, key: user, fields: [persona]}}",
        isScalar: false,
        isSecret: false,
        entries: [],
        read: { node, path, root, decoder in
            guard case .mapping(let entries) = node.content else {
                return decoder.fail(
                    "\(path.quoted) must be a mapping, not \(node.kind)",
                    node,
                    "write { NAME: { topic: NAME, key: user, fields: [ persona ] } }"
                )
            }
            root.tables = entries.map { entry in
                var table = Settings.Table()
                table.name = entry.key
                decoder.decode(
                    entry.value,
                    at: "\(path).\(entry.key)",
                    Settings.Table.keys,
                    into: &table
                )
                return table
            }
        },
        yaml: { root in
            let pairs = root.tables.map { table in
                "\(table.name.yaml): {\(Settings.Table.keys.flowYAML(table))}"
            }
            return pairs.isEmpty ? "" : "{" + pairs.joined(separator: ", ") + "}"
        }
    )
}
