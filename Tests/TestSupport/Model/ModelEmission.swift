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
    private var plan: Plan { configuration.plan }
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

    init(_ configuration: ModelConfiguration) { self.configuration = configuration }

    /// The watermark was set or went on: empty windows are told of from the first one that was
    /// not due when it was first set.
    mutating func advance(to watermark: Int64?) {
        guard let watermark, first.isEmpty else { return }
        first = plan.outputs.map { firstOpen($0, watermark: watermark) }
        next = first
    }

    /// Copies what is due.
    mutating func copy(
        _ panes: inout ModelPanes,
        watermark: Int64?,
        now: Int64
    ) -> [ModelValue] {
        sort(panes.touched)
        panes.touched = []
        guard let watermark else { return [] }
        let values = finals(panes, watermark: watermark) + revisions(panes, now: now)
        for (index, output) in plan.outputs.enumerated() {
            next[index] = max(next[index], firstOpen(output, watermark: watermark))
        }
        return values
    }

    /// The first window that is not due.
    private func firstOpen(_ output: Plan.Output, watermark: Int64) -> Int64 {
        aligned(watermark - output.finality - output.size, to: output.hop) + output.hop
    }

    private mutating func sort(_ touched: Set<ModelRow>) {
        for row in touched {
            for (index, output) in plan.outputs.enumerated() where output.table == row.table {
                let first = row.pane - output.size + output.hop
                for start in stride(from: first, through: row.pane, by: Int(output.hop)) {
                    let series = Series(output: index, start: start, values: row.values)
                    if copied[series] == nil {
                        pending.insert(series)
                    } else {
                        dirty.insert(series)
                    }
                }
            }
        }
    }

    private mutating func finals(_ panes: ModelPanes, watermark: Int64) -> [ModelValue] {
        let due = pending.filter {
            let output = plan.outputs[$0.output]
            return watermark >= $0.start + output.size + output.finality
        }
        pending.subtract(due)
        for series in due { copied[series] = (0, nil) }
        return due.map { value(of: $0, panes, kind: .final) }
            + plan.outputs.indices.flatMap { empties(of: $0, panes, due, watermark: watermark) }
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
        _ due: Set<Series>,
        watermark: Int64
    ) -> [ModelValue] {
        let output = plan.outputs[index]
        let end = firstOpen(output, watermark: watermark)
        var all: [ModelValue] = []
        for values in unconditional(output) {
            let filled = due.filter { $0.output == index && $0.values == values }.map(\.start)
            var from = next[index]
            for start in filled.filter({ $0 >= from }).sorted() + [end] {
                let series = Series(output: index, start: from, values: values)
                all += run(of: series, until: start, panes)
                from = start + output.hop
            }
        }
        return all
    }

    /// The empty windows of a series from its start on, until the one that starts at `end`.
    private func run(of series: Series, until end: Int64, _ panes: ModelPanes) -> [ModelValue] {
        let output = plan.outputs[series.output]
        let count = max(0, (end - series.start) / output.hop)
        var empty = value(of: series, panes, kind: .final)
        if series.values.isEmpty, count > 2 {
            empty.gapUntil = end - output.hop + output.size
            return [empty]
        }
        return (0..<count).map { position in
            empty.start = series.start + position * output.hop
            return empty
        }
    }

    /// The series of an output that have a final even when empty.
    private func unconditional(_ output: Plan.Output) -> [[UInt32]] {
        let slots = plan.groupingSets[plan.tables[output.table].groupingSet]
        let expected = output.expected.map { names in
            zip(slots, names).map { slot, name in configuration.valueNumbers[slot][name] ?? 0 }
        }
        return (slots.isEmpty ? [[]] : []) + expected
    }

    private func value(of series: Series, _ panes: ModelPanes, kind: Snapshot.Kind) -> ModelValue {
        let output = plan.outputs[series.output]
        let cells =
            panes.cells(
                table: output.table,
                values: series.values,
                from: series.start,
                to: series.start + output.size
            ) ?? panes.emptyCells(table: output.table)
        let numbers = ModelFormula(table: plan.tables[output.table], cells: cells)
            .numbers(of: plan.kpis[output.kpi].formula)
        return ModelValue(
            output: series.output,
            values: series.values,
            start: series.start,
            kind: kind,
            value: numbers.value,
            num: numbers.num,
            den: numbers.den,
            cells: cells
        )
    }
}
