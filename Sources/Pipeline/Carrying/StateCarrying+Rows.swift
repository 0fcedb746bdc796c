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
            let bits = PlanCorrespondence.inverse(cells)
            try image.rewrite(.rows, number) { reader, writer throws(StateError) in
                // Series and start of the pane, count of changes, marks.
                writer.write(try reader.read(count: 4 + 8 + 8 + 1))
                writer.write(Self.move(try reader.read(), by: outputs))
                writer.write(Self.move(try reader.read(), by: bits))
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

    /// Levels, which are numbered by their tables and cells.
    mutating func carryLevels() {
        let known = Self.levels(of: old)
        let levels = Self.levels(of: new).map { place -> Int? in
            guard let table = same.tables[place.table],
                let cell = same.cells[place.table][place.cell]
            else { return nil }
            return known.firstIndex(of: Place(table: table, cell: cell))
        }
        image.renumber(.levels, levels)
    }

    /// The bits of the outputs of windows of one pane: which of them a row has told.
    private func emittedBits(from known: Int, to table: Int) -> [Int: Int] {
        let (before, after) = (Self.told(known, old), Self.told(table, new))
        var bits: [Int: Int] = [:]
        for (bit, output) in after.enumerated() {
            if let stored = same.outputs[output].flatMap({ before.firstIndex(of: $0) }) {
                bits[stored] = bit
            }
        }
        return bits
    }

    /// The outputs of windows of one pane of a table, by their bits in its rows.
    private static func told(_ table: Int, _ plan: StoredPlan) -> [Int] {
        plan.groups.first { members in
            let first = plan.outputs[members[0]]
            return first.table == table && WindowShape(text: first.shape)?.isSinglePane == true
        } ?? []
    }

    private static func move(_ bits: UInt64, by places: [Int: Int]) -> UInt64 {
        places.reduce(0) { moved, place in
            bits & 1 << UInt64(place.key) == 0 ? moved : moved | 1 << UInt64(place.value)
        }
    }

    private struct Place: Equatable {
        var table: Int
        var cell: Int
    }

    /// The cells that are levels, in the order of `Levels.ordered`.
    private static func levels(of plan: StoredPlan) -> [Place] {
        plan.tables.enumerated().flatMap { number, table in
            table.cells.indices.filter { table.cells[$0].fold.isLevel }
                .map { Place(table: number, cell: $0) }
        }
    }
}
