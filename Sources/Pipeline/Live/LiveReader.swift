// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Reads early values of windows that are not final out of the pane tables, without holding the
/// aggregator up.
///
/// Owned and used by one thread.
public struct LiveReader {
    private struct RowKey: Hashable {
        var table: Int
        var series: UInt32
        var pane: Int64
    }

    private let view: AggregatorView
    private let groups: [ClosingGroup]
    private let evaluator: KPIEvaluator
    private var accumulators: [RowAccumulator]
    private var copies = RowCopies()
    private var laterCopies = RowCopies()
    /// Change count of each row when it was last read.
    private var seen: [RowKey: UInt64] = [:]
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
            let group = groups[index]
            let isDone =
                group.isTumbling
                ? readTumbling(group, watermark, take) : readSliding(group, watermark, take)
            if !isDone { return }
        }
        forget(before: watermark)
    }

    private mutating func readTumbling(
        _ group: ClosingGroup,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let table = view.tables[group.table]
        // Only panes that are there: of two partitions one can be years ahead of the other.
        let starts = table.paneStarts(from: Self.firstOpen(group, watermark)) ?? []
        for pane in starts where table.read(paneStart: pane, into: &copies) {
            for row in 0..<copies.count {
                let key = RowKey(table: group.table, series: copies.series(row), pane: pane)
                if seen[key] == copies.changes(row) { continue }
                var isWhole = true
                for output in group.outputs {
                    accumulators[output].reset()
                    guard merge(row, into: output, group) else {
                        isWhole = false
                        continue
                    }
                    setLevels(of: output, key.series, end: pane + group.size)
                    let isTaken = emit(output, key.series, pane, group, watermark, take)
                    guard isTaken else { return false }
                }
                // What could not be merged is read again, also if the row never changes any more.
                if isWhole { seen[key] = copies.changes(row) }
            }
        }
        return true
    }

    /// Only the newest window is shown while it runs.
    private mutating func readSliding(
        _ group: ClosingGroup,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let table = view.tables[group.table]
        guard let newest = table.newestPane else { return true }
        let start = newest - group.size + group.hop
        // A window of which the short panes miss a part is never told, and a final one not again.
        guard start >= view.firstStarts[group.table], start >= Self.firstOpen(group, watermark)
        else { return true }
        for output in group.outputs {
            var series: Set<UInt32> = []
            var isWhole: [UInt32: Bool] = [:]
            // One pass for each series keeps one accumulator; sliding KPIs have few.
            for pane in stride(from: start, through: newest, by: Int(group.hop))
            where table.read(paneStart: pane, into: &copies) {
                for row in 0..<copies.count { series.insert(copies.series(row)) }
            }
            for number in series.sorted() {
                accumulators[output].reset()
                isWhole[number] = true
                for pane in stride(from: start, through: newest, by: Int(group.hop))
                where table.read(paneStart: pane, into: &copies) {
                    for row in 0..<copies.count where copies.series(row) == number {
                        let age = Int((newest - pane) / group.hop)
                        if !merge(row, into: output, group, age) { isWhole[number] = false }
                    }
                }
                guard isWhole[number] == true else { continue }
                setLevels(of: output, number, end: newest + group.hop)
                guard emit(output, number, start, group, watermark, take) else { return false }
            }
        }
        return true
    }

    /// Start of the oldest window that is not final.
    private static func firstOpen(_ group: ClosingGroup, _ watermark: Int64) -> Int64 {
        Emission.floor(watermark - group.size - group.finality, group.hop) + group.hop
    }

    private mutating func merge(
        _ row: Int,
        into output: Int,
        _ group: ClosingGroup,
        _ age: Int = 0
    ) -> Bool {
        let copies = copies
        let isMerged = view.arenas.merge(
            { copies.word($0, row) },
            into: &accumulators[output],
            age: age,
            isTotal: group.groupingSet == 0
        )
        // A row that was recycled meanwhile may have given its sketches to another.
        return isMerged && copies.isCurrent(row)
    }

    /// What measures came to by a window's end: what is now, less what the panes behind it hold.
    ///
    /// The writer goes on meanwhile; a value that it overtakes is read again, because rows changed.
    private mutating func setLevels(of output: Int, _ series: UInt32, end: Int64) {
        guard accumulators[output].hasLevels else { return }
        let number = view.plan.outputs[output].table
        let table = view.tables[number]
        var later = [Int64](repeating: 0, count: table.cellCount)
        for pane in table.paneStarts(from: end) ?? []
        where table.read(paneStart: pane, into: &laterCopies) {
            for row in 0..<laterCopies.count where laterCopies.series(row) == series {
                for cell in later.indices { later[cell] += laterCopies.value(cell, row) }
            }
        }
        let levels = view.levels
        accumulators[output].setLevels { cell in
            levels.value(table: number, cell: cell, series: series) - later[cell]
        }
    }

    private func emit(
        _ output: Int,
        _ series: UInt32,
        _ start: Int64,
        _ group: ClosingGroup,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let value = evaluator.evaluate(
            output: output,
            accumulators[output],
            windowEnded: start + group.size <= watermark,
            isFinal: false
        )
        if series != 0 || group.groupingSet != 0, value.n == 0, value.num == 0 { return true }
        return take(
            WindowValue(
                output: output,
                series: series,
                start: start,
                kind: .early,
                value: value,
                previous: nil,
                target: view.targets[output]?.standing(of: series),
                isComplete: true,
                watermark: watermark,
                top: evaluator.top(output: output, accumulators[output])
            )
        )
    }

    private mutating func forget(before watermark: Int64) {
        guard seen.count > 2 * max(1_024, view.budget.used) else { return }
        let tables = view.tables
        seen = seen.filter { $0.key.pane >= tables[$0.key.table].oldestPane ?? .max }
    }
}
