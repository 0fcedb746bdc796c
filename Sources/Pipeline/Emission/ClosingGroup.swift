// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// The outputs of one table and window size: their windows close together.
struct ClosingGroup {
    /// Position of the table in the plan.
    var table: Int
    /// The table's grouping set.
    var groupingSet: Int
    /// Length of a window and distance of window starts, ms.
    var size: Int64
    var hop: Int64
    /// A window is final at its end plus this, ms.
    var finality: Int64
    /// Its outputs; the position in this list is the output's bit in a row's emitted outputs.
    var outputs: [Int]
    /// Series to be emitted even when empty, by position in `outputs`.
    var expected: [[UInt32]]
    /// Start of the next window to close, ms.
    var next: Int64 = .max

    /// When the next window is due, ms.
    var due: Int64 { next == .max ? .max : next + size + finality }

    /// Whether a series is reported for an output even when it is empty.
    func isUnconditional(_ series: UInt32, _ position: Int) -> Bool {
        groupingSet == 0 || expected[position].contains(series)
    }

    /// Whether some window that a row belongs to was closed.
    func isClosed(_ row: PaneRow) -> Bool { row.paneStart - size + hop < next }

    /// Whether windows are single panes.
    var isTumbling: Bool { size == hop }
}

extension ClosingGroup {
    /// The groups of a plan's outputs.
    static func all(of plan: Plan) -> [ClosingGroup] {
        struct Key: Hashable {
            var table: Int
            var size: Int64
        }
        var positions: [Key: Int] = [:]
        var groups: [ClosingGroup] = []
        for (index, output) in plan.outputs.enumerated() {
            let key = Key(table: output.table, size: output.size)
            let position = positions[key] ?? groups.count
            if position == groups.count {
                positions[key] = position
                groups.append(
                    ClosingGroup(
                        table: output.table,
                        groupingSet: plan.tables[output.table].groupingSet,
                        size: output.size,
                        hop: output.hop,
                        finality: output.finality,
                        outputs: [],
                        expected: []
                    )
                )
            }
            groups[position].outputs.append(index)
            groups[position].expected.append([])
            precondition(
                groups[position].outputs.count <= 64,
                "a row's emitted outputs are 64 bits"
            )
        }
        return groups
    }
}
