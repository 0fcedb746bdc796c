// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Reads early values of windows that are not final out of the pane tables, without holding the
/// aggregator up.
///
/// Owned and used by one thread.
public struct LiveReader {
    private struct WindowKey: Hashable {
        var group: Int
        var series: UInt32
        var start: Int64
    }

    private let view: AggregatorView
    private let groups: [ClosingGroup]
    private let evaluator: KPIEvaluator
    private var accumulators: [RowAccumulator]
    private var copies = RowCopies()
    private var laterCopies = RowCopies()
    /// Change count of each window, of all of its rows together, when it was last read.
    private var seen: [WindowKey: UInt64] = [:]
    private var firstGroup = 0

    /// A reader of what an aggregator shows.
    public init(view: AggregatorView) {
        self.view = view
        groups = ClosingGroup.all(of: view.plan).map { group in
            var group = group
            // What compares windows or series is told when they are whole.
            group.outputs.removeAll { output in
                let formula = view.plan.kpis[view.plan.outputs[output].kpi].formula
                return formula.comparesBack != nil || formula.needsTotal
            }
            return group
        }
        evaluator = KPIEvaluator(plan: view.plan)
        accumulators = view.plan.outputs.indices.map {
            RowAccumulator(plan: view.plan, outputs: [$0])
        }
    }

    /// Takes the values of rows that changed since they were last taken, totals first, then the
    /// other tables in turn.
    ///
    /// - Parameter take: gets a value; false: it cannot be taken now. Then the round ends and the
    ///   row is read again next time.
    public mutating func read(_ take: (WindowValue) -> Bool) {
        let watermark = view.watermarks.current
        guard watermark != .min else { return }
        let totals = groups.indices.filter { groups[$0].groupingSet == 0 }
        let others = groups.indices.filter { groups[$0].groupingSet != 0 }
        let turned = others.indices.map { others[($0 + firstGroup) % others.count] }
        firstGroup = others.isEmpty ? 0 : (firstGroup + 1) % others.count
        for index in totals + turned {
            let isDone =
                groups[index].shape.isSinglePane
                ? readPanes(index, watermark, take) : readNewest(index, watermark, take)
            if !isDone { return }
        }
        forget(before: watermark)
    }

    /// Reads windows of one pane.
    private mutating func readPanes(
        _ index: Int,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let group = groups[index]
        let table = view.tables[group.table]
        // Only panes that are there: of two partitions one can be years ahead of the other.
        let starts = table.paneStarts(from: group.firstOpen(at: watermark)) ?? []
        for pane in starts where table.read(paneStart: pane, into: &copies) {
            for row in 0..<copies.count {
                let key = WindowKey(group: index, series: copies.series(row), start: pane)
                if seen[key] == copies.changes(row) { continue }
                var isWhole = true
                for output in group.outputs {
                    accumulators[output].reset()
                    guard Self.merge(copies, row, into: &accumulators[output], view.arenas, group)
                    else {
                        isWhole = false
                        continue
                    }
                    var merged = accumulators[output]
                    setLevels(&merged, output, key)
                    let isTaken = emit(output, key, merged, group, watermark, take)
                    guard isTaken else { return false }
                }
                // What could not be merged is read again, also if the row never changes any more.
                if isWhole { seen[key] = copies.changes(row) }
            }
        }
        return true
    }

    /// Reads windows of several panes: only the newest is shown while it runs.
    private mutating func readNewest(
        _ index: Int,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let group = groups[index]
        let table = view.tables[group.table]
        guard let newest = table.newestPane else { return true }
        let start = group.shape.firstStart(endingAfter: newest)
        // A window of which the short panes miss a part is never told, and a final one not again.
        guard start >= view.firstStarts[group.table], start >= group.firstOpen(at: watermark)
        else { return true }
        let panes = group.shape.panes(of: start).filter { $0 <= newest }
        let end = group.shape.end(of: start)
        var changes: [UInt32: UInt64] = [:]
        for pane in panes where table.read(paneStart: pane, into: &copies) {
            for row in 0..<copies.count {
                changes[copies.series(row), default: 0] &+= copies.changes(row)
            }
        }
        let changed = changes.keys.sorted().filter { series in
            seen[WindowKey(group: index, series: series, start: start)] != changes[series]
        }
        for first in stride(from: 0, to: changed.count, by: Self.seriesAtOnce) {
            let some = Array(changed[first..<min(first + Self.seriesAtOnce, changed.count)])
            for (series, row) in zip(some, merged(some, panes, until: end, index)) {
                // What could not be merged is read again.
                guard let row else { continue }
                let key = WindowKey(group: index, series: series, start: start)
                for output in group.outputs {
                    var row = row
                    setLevels(&row, output, key)
                    guard emit(output, key, row, group, watermark, take) else { return false }
                }
                seen[key] = changes[series]
            }
        }
        return true
    }

    /// So many series are merged in one pass over the panes of a window.
    private static let seriesAtOnce = 256

    /// The rows of some series merged over panes; nil: a row could not be read.
    private mutating func merged(
        _ series: [UInt32],
        _ panes: [Int64],
        until end: Int64,
        _ index: Int
    ) -> [RowAccumulator?] {
        let group = groups[index]
        let positions = Dictionary(
            uniqueKeysWithValues: series.enumerated().map { ($0.element, $0.offset) }
        )
        let empty = RowAccumulator(plan: view.plan, outputs: group.outputs)
        var rows = Array(repeating: empty, count: series.count)
        var isWhole = Array(repeating: true, count: series.count)
        for pane in panes where view.tables[group.table].read(paneStart: pane, into: &copies) {
            for row in 0..<copies.count {
                guard let position = positions[copies.series(row)] else { continue }
                let isMerged = Self.merge(
                    copies,
                    row,
                    into: &rows[position],
                    view.arenas,
                    group,
                    age: Int((end - pane) / group.shape.paneSize) - 1
                )
                if !isMerged {
                    isWhole[position] = false
                }
            }
        }
        return series.indices.map { isWhole[$0] ? rows[$0] : nil }
    }

    /// Adds a copied row to an accumulator; false: read it again.
    private static func merge(
        _ copies: RowCopies,
        _ row: Int,
        into accumulator: inout RowAccumulator,
        _ arenas: SketchArenas,
        _ group: ClosingGroup,
        age: Int = 0
    ) -> Bool {
        let isMerged = arenas.merge(
            { copies.word($0, row) },
            into: &accumulator,
            age: age,
            isTotal: group.groupingSet == 0
        )
        // A row that was recycled meanwhile may have given its sketches to another.
        return isMerged && copies.isCurrent(row)
    }

    /// What measures came to by a window's end: what is now, less what the panes behind it hold.
    ///
    /// The writer goes on meanwhile; a value that it overtakes is read again, because rows changed.
    private mutating func setLevels(
        _ row: inout RowAccumulator,
        _ output: Int,
        _ key: WindowKey
    ) {
        guard row.hasLevels else { return }
        let series = key.series
        let end = groups[key.group].shape.end(of: key.start)
        let number = view.plan.outputs[output].table
        let table = view.tables[number]
        var later = [Int64](repeating: 0, count: table.cellCount)
        for pane in table.paneStarts(from: end) ?? []
        where table.read(paneStart: pane, into: &laterCopies) {
            for place in 0..<laterCopies.count where laterCopies.series(place) == series {
                for cell in later.indices { later[cell] += laterCopies.value(cell, place) }
            }
        }
        let levels = view.levels
        row.setLevels { cell in
            levels.value(table: number, cell: cell, series: series) - later[cell]
        }
    }

    private func emit(
        _ output: Int,
        _ key: WindowKey,
        _ row: RowAccumulator,
        _ group: ClosingGroup,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let end = group.end(of: key.start)
        let value = evaluator.evaluate(
            output: output,
            row,
            windowEnded: end <= watermark,
            isFinal: false
        )
        if key.series != 0 || group.groupingSet != 0, value.n == 0, value.num == 0 { return true }
        return take(
            WindowValue(
                output: output,
                series: key.series,
                start: group.calendar.utc(key.start),
                end: end,
                kind: .early,
                value: value,
                previous: nil,
                target: view.targets[output]?.standing(of: key.series),
                isComplete: true,
                watermark: watermark,
                top: evaluator.top(output: output, row)
            )
        )
    }

    private mutating func forget(before watermark: Int64) {
        guard seen.count > 2 * max(1_024, view.budget.used) else { return }
        let (tables, groups) = (view.tables, groups)
        seen = seen.filter { key, _ in
            let group = groups[key.group]
            return group.shape.end(of: key.start) > tables[group.table].oldestPane ?? .max
        }
    }
}
