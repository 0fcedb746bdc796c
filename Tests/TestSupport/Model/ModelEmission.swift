// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Which values are due, were copied, or must be revised (section 8).
struct ModelEmission {
    private struct Series: Hashable {
        var output: Int
        var start: Int64
        var values: [UInt32]
    }

    private let configuration: ModelConfiguration
    private let plan: Plan
    /// Of each output.
    private let windows: [ModelWindows]
    /// Of each output, the series that have a final even when empty.
    private let unconditional: [[[UInt32]]]
    /// Series with a row and without a final.
    private var pending: Set<Series> = []
    /// Series with a final that no longer holds.
    private var dirty: Set<Series> = []
    /// Revisions so far, and when the last one was copied, of series that had a row.
    private var copied: [Series: (revision: Int, at: Int64?)] = [:]
    /// Of each output, the first window told of even when empty; nothing while `W` is unset.
    private var first: [Int64] = []
    /// Of each output, the first window that is not copied yet.
    private var next: [Int64] = []

    init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        plan = configuration.plan
        windows = configuration.plan.outputs.map { ModelWindows($0.shape, configuration.zone) }
        unconditional = configuration.plan.outputs.map { output in
            let table = configuration.plan.tables[output.table]
            let slots = configuration.plan.groupingSets[table.groupingSet]
            let expected = output.expected.map { names in
                zip(slots, names).map { slot, name in configuration.valueNumbers[slot][name] ?? 0 }
            }
            return (slots.isEmpty ? [[]] : []) + expected
        }
    }

    /// The watermark was set or went on: empty windows are told of from the first one that had
    /// not ended when it was first set.
    mutating func advance(to watermark: Int64?) {
        guard let watermark, first.isEmpty else { return }
        first = windows.map { $0.firstOpen(watermark) }
        next = first
    }

    /// Copies what is due.
    mutating func copy(
        _ panes: inout ModelPanes,
        watermark: Int64?,
        now: Int64
    ) -> [ModelValue] {
        sort(panes.touched)
        panes.touched = [:]
        guard let watermark else { return [] }
        let values = finals(panes, watermark: watermark) + revisions(panes, now: now)
        for (index, output) in plan.outputs.enumerated() {
            // The first window that is not due.
            let open = windows[index].firstOpen(watermark - output.finality)
            next[index] = max(next[index], open)
        }
        return values
    }

    private mutating func sort(_ touched: [ModelRow: Set<Int>]) {
        for (row, cells) in touched {
            for (index, output) in plan.outputs.enumerated() where output.table == row.table {
                for start in windows[index].all(row.pane) {
                    let series = Series(output: index, start: start, values: row.values)
                    if hasFinal(series) {
                        // A change of cells that the output does not read outdates nothing.
                        if !cells.isDisjoint(with: plan.cells(of: index)) { dirty.insert(series) }
                    } else {
                        pending.insert(series)
                    }
                }
            }
        }
    }

    private func hasFinal(_ series: Series) -> Bool {
        if copied[series] != nil { return true }
        if first.isEmpty { return false }
        let told = first[series.output]..<next[series.output]
        return told.contains(series.start)
            && unconditional[series.output].contains(series.values)
    }

    private mutating func finals(_ panes: ModelPanes, watermark: Int64) -> [ModelValue] {
        let due = pending.filter {
            let windows = windows[$0.output]
            let end = windows.zone.utc(windows.end($0.start))
            return watermark >= end + plan.outputs[$0.output].finality
        }
        pending.subtract(due)
        let byOutput = Dictionary(grouping: due, by: \.output)
        var told: [(Series, ModelValue)] = []
        for series in due {
            let value = value(of: series, panes, kind: .final)
            // Silence is told of only where the application listened.
            let isHeard = series.start >= first[series.output]
            let isAlways = isHeard && unconditional[series.output].contains(series.values)
            if isAlways || value.num != 0 || (value.den ?? 0) != 0 { told.append((series, value)) }
        }
        for (series, _) in told { copied[series] = (0, nil) }
        return told.map(\.1)
            + plan.outputs.indices.flatMap {
                empties(of: $0, panes, byOutput[$0, default: []], watermark: watermark)
            }
    }

    private mutating func revisions(_ panes: ModelPanes, now: Int64) -> [ModelValue] {
        let due = dirty.filter { series in
            guard let at = copied[series]?.at else { return true }
            return now - at >= configuration.revisionPause
        }
        dirty.subtract(due)
        return due.filter { series in
            // Told as empty, and still nothing to tell.
            copied[series] != nil
                || panes.isCounted(
                    series.output,
                    series.values,
                    from: series.start,
                    to: windows[series.output].end(series.start)
                )
        }.map { series in
            let revision = (copied[series]?.revision ?? 0) + 1
            copied[series] = (revision, now)
            var value = value(of: series, panes, kind: .revision)
            value.revision = revision
            return value
        }
    }

    /// Finals of windows in which the total or an expected series has no row.
    private func empties(
        of index: Int,
        _ panes: ModelPanes,
        _ due: [Series],
        watermark: Int64
    ) -> [ModelValue] {
        let end = windows[index].firstOpen(watermark - plan.outputs[index].finality)
        var all: [ModelValue] = []
        for values in unconditional[index] {
            let filled = due.filter { $0.values == values }.map(\.start)
            var from = next[index]
            for start in filled.filter({ $0 >= from }).sorted() + [end] {
                let series = Series(output: index, start: from, values: values)
                all += run(of: series, until: start, panes)
                from = windows[index].next(start)
            }
        }
        return all
    }

    /// The empty windows of a series from its start on, until the one that starts at `end`.
    private func run(of series: Series, until end: Int64, _ panes: ModelPanes) -> [ModelValue] {
        let windows = windows[series.output]
        var starts: [Int64] = []
        var start = series.start
        while start < end, starts.count < 3 {
            starts.append(start)
            start = windows.next(start)
        }
        var empty = value(of: series, panes, kind: .final)
        if starts.count > 2 {
            empty.gapUntil = windows.zone.utc(windows.end(windows.before(end)))
            return [empty]
        }
        return starts.map { start in
            empty.start = windows.zone.utc(start)
            return empty
        }
    }

    private func value(of series: Series, _ panes: ModelPanes, kind: Snapshot.Kind) -> ModelValue {
        let output = plan.outputs[series.output]
        let cells =
            panes.cells(
                table: output.table,
                values: series.values,
                from: series.start,
                to: windows[series.output].end(series.start)
            ) ?? panes.emptyCells(table: output.table)
        let numbers = ModelFormula(table: plan.tables[output.table], cells: cells)
            .numbers(of: plan.kpis[output.kpi].formula)
        return ModelValue(
            output: series.output,
            values: series.values,
            start: windows[series.output].zone.utc(series.start),
            kind: kind,
            value: numbers.value,
            num: numbers.num,
            den: numbers.den,
            cells: cells
        )
    }
}
