// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import YAMLText

extension TestFileReader {
    /// The side tables of a test: by name, lists of records such as
    /// `{ key: u1, at: 0s, persona: business }`; one without a dimension removes the key.
    static func tables(_ node: YAMLNode) throws(SettingsError) -> [DefinitionTest.SideTable] {
        guard case .mapping(let entries) = node.content else {
            throw SettingsError(
                message: "`tables` must be a mapping, not \(node.kind)",
                location: node.location,
                hint: "write { NAME: [ { key: u1, at: 0s, persona: business } ] }"
            )
        }
        var tables: [DefinitionTest.SideTable] = []
        for entry in entries {
            var table = DefinitionTest.SideTable()
            for item in try entry.value.items(entry.key.quoted) { try add(item, to: &table) }
            tables.append(table)
        }
        return tables
    }

    private static func add(
        _ node: YAMLNode,
        to table: inout DefinitionTest.SideTable
    ) throws(SettingsError) {
        let lent = Dimension.allCases.filter { !TableSchema.refused.contains($0) }.map(\.key)
        let entries = try node.entries("a record of a side table", ["key", "at"] + lent)
        guard let key = entries["key"]?.value, let at = entries["at"]?.value else {
            throw SettingsError(
                message: "a record of a side table needs `key` and `at`",
                location: node.location,
                hint: "write { key: u1, at: 0s, persona: business }"
            )
        }
        var members: [String] = []
        for field in lent {
            guard let value = entries[field]?.value else { continue }
            members.append("\(quoted(field)):\(quoted(value.text))")
            if !table.fields.contains(field) { table.fields.append(field) }
        }
        let value = "{\(members.joined(separator: ","))}"
        table.records.append(
            .init(
                key: key.text,
                time: DefinitionTest.begin + (try time(at.text, at)),
                value: members.isEmpty ? nil : value
            )
        )
    }
}
