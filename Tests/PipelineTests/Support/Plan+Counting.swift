// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

@testable import KPIs

extension Plan {
    /// A plan of tables whose cells count facts; each of them has all cells.
    static func counting(
        _ cells: [Measure],
        in tables: [Table],
        by dimensions: [Dimension],
        groupingSets: [[Int]]
    ) -> Plan {
        var updates: [[Update]] = Array(repeating: [], count: FactKind.count)
        for table in tables.indices {
            for (cell, measure) in cells.enumerated() {
                updates[Int(measure.fact.rawValue)].append(
                    Update(table: table, cell: cell, filter: measure.filter, fold: measure.fold)
                )
            }
        }
        return Plan(
            dimensions: dimensions,
            groupingSets: groupingSets,
            tables: tables,
            updates: updates,
            outputs: [],
            kpis: [],
            wantedTypes: .max,
            omitted: []
        )
    }
}
