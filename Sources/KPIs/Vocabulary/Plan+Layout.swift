// SPDX-License-Identifier: Apache-2.0

import Events
import Windowing

extension Plan {
    /// Says where everything that is counted lies: the same text for plans whose state fits another.
    ///
    /// Titles, targets' names and whatever else does not decide what a cell or an output means are
    /// not in it.
    public var layout: String {
        let keys = (dimensions + listedDimensions).map(\.key)
        var lines = ["dimensions \(keys.joined(separator: " "))"]
        lines += groupingSets.map { "set \($0)" }
        for table in tables {
            lines.append(
                "table \(table.groupingSet) \(table.paneSize) \(table.settle) \(table.lateness) "
                    + "\(table.calendar.isUTC)"
            )
            lines += table.cells.map { "cell \($0)" }
        }
        for output in outputs {
            let kpi = kpis[output.kpi]
            lines.append(
                "output \(kpi.id) \(kpi.definition) \(output.table) \(output.shape) "
                    + "\(output.finality) \(kpi.target != nil)"
            )
        }
        lines += goals.map { "goal \($0)" }
        return lines.joined(separator: "\n")
    }
}
