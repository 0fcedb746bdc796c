// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings
import YAMLText

extension Blueprint {
    /// The side tables that lend a dimension by which something is grouped; others are not read.
    var tables: [(settings: Settings.Table, schema: TableSchema)] {
        settings.tables.map { ($0, TableSchema($0)) }
            .filter { table in table.1.fields.contains { plan.dimensions.contains($0) } }
    }
}

extension TableSchema {
    /// A table of the settings, whose fields were checked.
    init(_ table: Settings.Table) {
        let key: TableSchema.Key =
            switch table.key {
            case .user: .user
            case .anonymous: .anonymous
            case .device: .device
            case .object: .object
            }
        self.init(key: key, fields: table.fields.compactMap { Dimension(key: $0) })
    }
}

extension Settings {
    /// Fields of side tables that are no dimensions, or ones that every event has.
    var unknownTableFields: [SettingsError] {
        let known = Dimension.allCases.filter { !TableSchema.refused.contains($0) }.map(\.key)
        return tables.flatMap { table in
            table.fields.filter { !known.contains($0) }.map { field in
                let path = "tables.\(table.name).fields"
                let nearest = NearestWord.to(field, among: known)
                return error(
                    at: path,
                    "`\(path)`: \(field.quoted) is no dimension that a table can lend",
                    hint: nearest.map { "did you mean `\($0)`?" }
                        ?? "name one of \(known.joined(separator: ", "))"
                )
            }
        }
    }
}
