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
    /// Rows that an earlier barrier found.
    private var seen: Set<ModelRow> = []
    /// Series with a final that no longer holds.
    private var dirty: Set<Series> = []
    /// Revisions so far, and when the last one was copied, of series that had a row.
    private var copied: [Series: (revision: Int, at: Int64?)] = [:]
    /// Of each output, the first window told of even when empty; nothing while `W` is unset.
    private var first: [Int64] = []
    /// The watermark when it was first set.
    private var began = Int64.min
    /// Of each output, the first window that is not copied yet.
    private var next: [Int64] = []
    /// Of each output, the first window that was not due at the last barrier.
    private var open: [Int64] = []
    private var targets: ModelTargets
    /// Of each output that is judged early, the rows of windows that were not final.
    private var unsettled: [Int: Set<ModelRow>] = [:]

    init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        plan = configuration.plan
        targets = ModelTargets(plan: configuration.plan, zone: configuration.zone)
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
        began = watermark
        first = windows.map { $0.firstOpen(watermark) }
        next = first
        open = plan.outputs.indices.map { index in
            windows[index].firstOpen(watermark - plan.outputs[index].finality)
        }
    }

    /// Copies what is due.
    mutating func copy(
        _ panes: inout ModelPanes,
        watermark: Int64?,
        now: Int64
    ) -> [ModelValue] {
        sort(panes)
        panes.touched = [:]
        guard let watermark else { return [] }
        // Revisions and late finals carry the statuses of the barrier before.
        let later = revisions(panes, now: now).map(standing)
        let values = read(finals(panes, watermark: watermark)) + later
        for (index, output) in plan.outputs.enumerated() {
            // The first window that is not due.
            let firstOpen = windows[index].firstOpen(watermark - output.finality)
            next[index] = max(next[index], firstOpen)
            open[index] = max(open[index], firstOpen)
            targets.endQuiet(index, before: next[index])
        }
        readEarly(panes, watermark: watermark)
        return values
    }

    private mutating func sort(_ panes: ModelPanes) {
        for (row, cells) in panes.touched {
            for (index, output) in plan.outputs.enumerated() where output.table == row.table {
                if isEarly(output) { unsettled[index, default: []].insert(row) }
                let isChanged = isChanged(row, cells, index, panes)
                for start in windows[index].all(row.pane) {
                    let series = Series(output: index, start: start, values: row.values)
                    if isChanged, let later = compared(with: series), hasFinal(later) {
                        dirty.insert(later)
                    }
                    if hasFinal(series) {
                        if isChanged { dirty.insert(series) }
                    } else if !isClosed(series) || output.shape.isSinglePane && !seen.contains(row)
                        || isChanged
                    {
                        pending.insert(series)
                    }
                }
            }
        }
        seen.formUnion(panes.touched.keys)
    }

    /// The window that is measured against another one.
    private func compared(with series: Series) -> Series? {
        let formula = plan.kpis[plan.outputs[series.output].kpi].formula
        guard let back = formula.comparesBack else { return nil }
        var later = series
        later.start = back == 0 ? windows[series.output].end(series.start) : series.start + back
        return later
    }

    /// Whether something changed that an output reads of a row: in a new one, what was taken back
    /// before anybody looked is nothing.
    private func isChanged(
        _ row: ModelRow,
        _ cells: Set<Int>,
        _ output: Int,
        _ panes: ModelPanes
    ) -> Bool {
        if seen.contains(row) { return !cells.isDisjoint(with: panes.cellsRead[output]) }
        let end = row.pane + plan.tables[row.table].paneSize
        return panes.isCounted(output, row.values, from: row.pane, to: end)
    }

    /// Whether the window was due at an earlier barrier.
    private func isClosed(_ series: Series) -> Bool {
        !open.isEmpty && series.start < open[series.output]
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
            let isShare = plan.kpis[plan.outputs[series.output].kpi].formula.needsTotal
            let isCounted = value.num != 0 || !isShare && (value.den ?? 0) != 0
            if isAlways || isCounted { told.append((series, value)) }
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
        return due.map { series in
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
    ///
    /// A window that is compared with one in which something was counted, or is a part of something,
    /// stands for itself.
    private func run(of series: Series, until end: Int64, _ panes: ModelPanes) -> [ModelValue] {
        let output = plan.outputs[series.output]
        let formula = plan.kpis[output.kpi].formula
        guard formula.comparesBack != nil || formula.needsTotal else {
            return plainRun(of: series, until: end, panes)
        }
        var (told, from) = ([ModelValue](), series)
        var window = series
        while window.start < end {
            let own = value(of: window, panes, kind: .final)
            let next = windows[series.output].next(window.start)
            if own.num != 0 || (own.den ?? 0) != 0 {
                told += plainRun(of: from, until: window.start, panes) + [own]
                from.start = next
            }
            window.start = next
        }
        return told + plainRun(of: from, until: end, panes)
    }

    private func plainRun(
        of series: Series,
        until end: Int64,
        _ panes: ModelPanes
    ) -> [ModelValue] {
        let windows = windows[series.output]
        var starts: [Int64] = []
        var start = series.start
        while start < end, starts.count < 3 {
            starts.append(start)
            start = windows.next(start)
        }
        if starts.count > 2 {
            var empty = value(of: series, panes, kind: .final)
            empty.gapUntil = windows.zone.utc(windows.end(windows.before(end)))
            return [empty]
        }
        return starts.map { start in
            var window = series
            window.start = start
            return value(of: window, panes, kind: .final)
        }
    }

    // MARK: - Targets

    private func standing(_ value: ModelValue) -> ModelValue {
        var value = value
        let series = ModelTargets.Series(output: value.output, values: value.values)
        (value.status, value.since) = targets.standing(of: series).map { ($0, $1) } ?? (nil, nil)
        return value
    }

    private mutating func read(_ finals: [ModelValue]) -> [ModelValue] {
        func isLate(_ value: ModelValue) -> Bool {
            windows[value.output].zone.local(value.start) < open[value.output]
        }
        let late = finals.filter(isLate).map(standing)
        let due = finals.filter { !isLate($0) }.sorted { $0.start < $1.start }
        return late
            + due.map { value in
                targets.read(value)
                return standing(value)
            }
    }

    private func isEarly(_ output: Plan.Output) -> Bool {
        let kpi = plan.kpis[output.kpi]
        return kpi.target != nil && kpi.settle != .none && kpi.openMoves != .unknown
            && output.shape.isSinglePane
    }

    /// Judges every ended window that is not final, whether anything changed in it or not.
    private mutating func readEarly(_ panes: ModelPanes, watermark: Int64) {
        for (index, output) in plan.outputs.enumerated() where isEarly(output) {
            let own = windows[index]
            let open = own.firstOpen(watermark - output.finality)
            let waiting = unsettled[index, default: []].filter { $0.pane >= open }
            unsettled[index] = waiting
            let ended = waiting.filter { own.zone.utc(own.end($0.pane)) <= watermark }
            var windows: [[UInt32]: [ModelTargets.Window]] = [:]
            for row in ended.sorted(by: { $0.pane < $1.pane }) {
                let formula = ModelFormula(
                    table: plan.tables[output.table],
                    cells: panes.rows[row] ?? []
                )
                guard let window = formula.window(of: plan.kpis[output.kpi], start: row.pane)
                else { continue }
                windows[row.values, default: []].append(window)
            }
            for (values, windows) in windows {
                targets.readEarly(ModelTargets.Series(output: index, values: values), windows)
            }
        }
    }

    private func value(of series: Series, _ panes: ModelPanes, kind: Snapshot.Kind) -> ModelValue {
        let start = windows[series.output].zone.utc(series.start)
        let (own, cells) = formula(of: series, panes)
        let numbers = numbers(of: series, own, panes)
        var value = ModelValue(
            output: series.output,
            values: series.values,
            start: start,
            kind: kind,
            value: numbers.value,
            num: numbers.num,
            den: numbers.den,
            top: own.counts(of: kpi(of: series).formula).map(ModelList.init)?.entries,
            cells: cells
        )
        var before = series
        before.start = windows[series.output].previous(series.start)
        let seen = windows[series.output].zone.utc(before.start)
        let isWhole = configuration.completeFrom <= seen - kpi(of: series).lookBack
        // A growth is a comparison itself.
        if kpi(of: series).formula.comparesBack == nil, start > began, isWhole {
            value.previous =
                self.numbers(of: before, formula(of: before, panes).formula, panes).value
        }
        return value
    }

    private func kpi(of series: Series) -> KPI { plan.kpis[plan.outputs[series.output].kpi] }

    private func numbers(
        of series: Series,
        _ own: ModelFormula,
        _ panes: ModelPanes
    ) -> (value: Double?, num: Double, den: Double?) {
        let formula = kpi(of: series).formula
        var earlier: ModelFormula?
        if let back = formula.comparesBack {
            var before = series
            before.start =
                back == 0 ? windows[series.output].previous(series.start) : series.start - back
            earlier = self.formula(of: before, panes).formula
        }
        var total: ModelFormula?
        if formula.needsTotal, let whole = plan.outputs[series.output].total {
            let all = Series(output: whole, start: series.start, values: [])
            total = self.formula(of: all, panes).formula
        }
        return own.numbers(of: formula, earlier: earlier, total: total)
    }

    /// What is counted of a series in a window.
    private func formula(
        of series: Series,
        _ panes: ModelPanes
    ) -> (formula: ModelFormula, cells: [ModelCell]) {
        let output = plan.outputs[series.output]
        let paneSize = plan.tables[output.table].paneSize
        func cells(from start: Int64, to end: Int64) -> [ModelCell]? {
            panes.cells(table: output.table, values: series.values, from: start, to: end)
        }
        let end = windows[series.output].end(series.start)
        let all = cells(from: series.start, to: end) ?? panes.emptyCells(table: output.table)
        let starts = stride(from: series.start, to: end, by: Int(paneSize)).reversed()
        let formula = ModelFormula(
            table: plan.tables[output.table],
            cells: all,
            panes: starts.map { cells(from: $0, to: $0 + paneSize) },
            level: { cell in
                panes.level(table: output.table, cell: cell, values: series.values, until: end)
            }
        )
        return (formula, all)
    }
}
