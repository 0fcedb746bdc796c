// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Rows keep the cells that are still counted.
extension StateCarrying {
    /// Rows of the tables that there still are, with their cells in the new order; new ones hold
    /// nothing.
    mutating func carryRows() throws(StateError) {
        image.renumber(.rows, same.tables)
        for (number, known) in same.tables.enumerated() {
            guard let known else { continue }
            let outputs = emittedBits(from: known, to: number)
            let cells = same.cells[number]
            let bits = old.tables[known].cells.indices.map { cells.firstIndex(of: $0) }
            try image.rewrite(.rows, number) { reader, writer throws(StateError) in
                // Series and start of the pane, count of changes, marks.
                writer.write(try reader.read(count: 4 + 8 + 8 + 1))
                writer.write(try reader.read(UInt64.self).moved(by: outputs))
                writer.write(try reader.read(UInt64.self).moved(by: bits))
                var contents: [[UInt8]] = []
                for cell in old.tables[known].cells {
                    contents.append(try SketchArenas.content(of: cell.fold, in: &reader))
                }
                for (cell, known) in cells.enumerated() {
                    if let known {
                        writer.write(contents[known])
                    } else {
                        SketchArenas.writeNothing(new.tables[number].cells[cell].fold, &writer)
                    }
                }
            }
        }
    }

    /// The bits of the outputs of windows of one pane: which of them a row has told.
    private func emittedBits(from known: Int, to table: Int) -> [Int?] {
        let after = Self.told(table, new).map(sameSeries)
        return Self.told(known, old).map { after.firstIndex(of: $0) }
    }

    /// The outputs of windows of one pane of a table, by their bits in its rows.
    private static func told(_ table: Int, _ plan: StoredPlan) -> [Int] {
        plan.groups.first { members in
            let first = plan.outputs[members[0]]
            return first.table == table && WindowShape(text: first.shape)?.isSinglePane == true
        } ?? []
    }
}
