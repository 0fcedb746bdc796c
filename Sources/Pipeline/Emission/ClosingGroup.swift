// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// The outputs of one table and shape of windows: their windows close together.
///
/// Starts are those of panes: nominal ones where the table follows a zone.
struct ClosingGroup {
    /// Position of the table in the plan.
    var table: Int
    /// The table's grouping set.
    var groupingSet: Int
    /// Where windows begin and end.
    var shape: WindowShape
    /// The clock of the table's panes.
    var calendar = ZoneCalendar.utc
    /// A window is final at its end plus this, ms.
    var finality: Int64
    /// Its outputs; the position in this list is the output's bit in a row's emitted outputs.
    var outputs: [Int]
    /// Series to be emitted even when empty, by position in `outputs`.
    var expected: [[UInt32]]
    /// In stored state: a `next` of a group that there was not yet.
    static let unbegun = Int64.min

    /// Start of the next window to close, ms.
    var next: Int64 = .max {
        didSet { closed = nil }
    }
    /// The last value of the next window that a full batch had room for: of several panes only.
    var closed: (position: Int, series: UInt32)?

    /// When the next window is due, ms UTC.
    var due: Int64 { next == .max ? .max : end(of: next) + finality }

    /// When a window ends, ms UTC.
    func end(of start: Int64) -> Int64 { calendar.utc(shape.end(of: start)) }

    /// Start of the first window that is not final at a watermark.
    func firstOpen(at watermark: Int64) -> Int64 {
        shape.firstStart(endingAfter: calendar.nominal(watermark - finality))
    }

    /// Whether a series is reported for an output even when it is empty.
    func isUnconditional(_ series: UInt32, _ position: Int) -> Bool {
        groupingSet == 0 || expected[position].contains(series)
    }

    /// Whether some window that a row belongs to was closed, if only for this row: a full batch
    /// can leave the others for the next one.
    func isClosed(_ row: PaneRow) -> Bool {
        let first = shape.firstStart(endingAfter: row.paneStart)
        return first < next || first == next && closed != nil || shape.isSinglePane && row.isFinal
    }

    /// Whether the value of a series in a window was closed, for the output at a position.
    func isClosed(_ start: Int64, _ position: Int, _ series: UInt32) -> Bool {
        if start != next { return start < next }
        guard let closed else { return false }
        return (position, series) <= closed
    }
}

extension ClosingGroup {
    /// The groups of a plan's outputs.
    static func all(of plan: Plan) -> [ClosingGroup] {
        struct Key: Hashable {
            var table: Int
            var shape: WindowShape
        }
        var positions: [Key: Int] = [:]
        var groups: [ClosingGroup] = []
        for (index, output) in plan.outputs.enumerated() {
            let key = Key(table: output.table, shape: output.shape)
            let position = positions[key] ?? groups.count
            if position == groups.count {
                positions[key] = position
                groups.append(
                    ClosingGroup(
                        table: output.table,
                        groupingSet: plan.tables[output.table].groupingSet,
                        shape: output.shape,
                        calendar: plan.tables[output.table].calendar,
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
