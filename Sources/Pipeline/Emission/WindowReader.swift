// SPDX-License-Identifier: Apache-2.0

import KPIs
import Sketches
import Windowing

/// Evaluates outputs over the rows of their windows, on the aggregator's own thread.
struct WindowReader {
    /// The cells that each output reads, as bits (cell modulo 64): a changed cell outdates it.
    let cellMasks: [UInt64]

    private let evaluator: KPIEvaluator
    /// Of each output `Formula.comparesBack`.
    let comparisons: [Int64?]
    /// Of each output that tells a share: that of the total.
    private let wholes: [Int?]
    private var rows: [RowAccumulator]

    init(view: AggregatorView) {
        evaluator = KPIEvaluator(plan: view.plan)
        let formulas = view.plan.outputs.map { view.plan.kpis[$0.kpi].formula }
        comparisons = formulas.map(\.comparesBack)
        wholes = zip(formulas, view.plan.outputs).map { $0.needsTotal ? $1.total : nil }
        rows = view.plan.outputs.indices.map { RowAccumulator(plan: view.plan, outputs: [$0]) }
        cellMasks = view.plan.outputs.indices.map { output in
            view.plan.cells(of: output).reduce(0) { $0 | 1 << UInt64($1 & 63) }
        }
    }

    /// The value of a window that has ended.
    ///
    /// - Complexity: O(panes of the windows that it needs).
    mutating func read(
        _ key: EmissionKey,
        _ panes: borrowing PaneStore,
        isFinal: Bool = true
    ) -> KPIValue {
        var earlier: RowAccumulator?
        if let back = comparisons[key.output] {
            let shape = panes.plan.outputs[key.output].shape
            let start = back == 0 ? shape.previous(of: key.start) : key.start - back
            add(EmissionKey(output: key.output, series: key.series, start: start), panes)
            earlier = rows[key.output]
        }
        var total: RowAccumulator?
        if let whole = wholes[key.output] {
            add(EmissionKey(output: whole, series: 0, start: key.start), panes)
            total = rows[whole]
        }
        add(key, panes)
        return evaluator.evaluate(
            output: key.output,
            rows[key.output],
            earlier: earlier,
            total: total,
            windowEnded: true,
            isFinal: isFinal
        )
    }

    /// Puts the rows of a window into its output's accumulator.
    private mutating func add(_ key: EmissionKey, _ panes: borrowing PaneStore) {
        let output = panes.plan.outputs[key.output]
        let table = panes.tables[output.table]
        let isTotal = panes.plan.tables[output.table].groupingSet == 0
        let end = output.shape.end(of: key.start)
        rows[key.output].reset()
        for pane in output.shape.panes(of: key.start) {
            guard let row = table.existingRow(series: key.series, paneStart: pane) else { continue }
            // The writer's own thread reads: no handle can be stale.
            _ = panes.arenas.merge(
                { row.word($0) },
                into: &rows[key.output],
                age: Int((end - pane) / output.shape.paneSize) - 1,
                isTotal: isTotal
            )
        }
        if rows[key.output].hasLevels { setLevels(key, end: end, panes) }
    }

    /// What is now, less what came behind the window.
    private mutating func setLevels(
        _ key: EmissionKey,
        end: Int64,
        _ panes: borrowing PaneStore
    ) {
        let number = panes.plan.outputs[key.output].table
        let table = panes.tables[number]
        var later: [PaneRow] = []
        for pane in table.panes(from: end, to: .max) {
            if let row = table.existingRow(series: key.series, paneStart: pane) {
                later.append(row)
            }
        }
        let levels = panes.levels
        rows[key.output].setLevels { cell in
            let now = levels.value(table: number, cell: cell, series: key.series)
            return later.reduce(now) { $0 - $1.value(cell) }
        }
    }

    /// The sketch of the window read last, if the KPI has one.
    func sketch(_ output: Int) -> [UInt8]? { evaluator.sketch(output: output, rows[output]) }

    /// The distribution of the window read last, if the KPI has one.
    func histogram(_ output: Int) -> [(upperBound: Double, count: Int64)]? {
        evaluator.histogram(output: output, rows[output])
    }

    /// The most frequent values of the window read last, if the KPI lists them.
    func top(_ output: Int) -> [HeavyHitters.Entry]? { evaluator.top(output: output, rows[output]) }

    /// Gives back what the sketch cells of a row hold, before the row goes.
    static func release(_ row: PaneRow, table: Plan.Table, arenas: SketchArenas) {
        for (cell, measure) in table.cells.enumerated() where measure.fold.isSketch {
            let handle = UInt32(truncatingIfNeeded: row.word(cell))
            guard handle != 0 else { continue }
            row.store(cell, 0)
            if measure.fold == .histogram {
                arenas.histograms.release(handle)
            } else if measure.fold == .top {
                arenas.tops.release(handle)
            } else if table.groupingSet == 0 {
                arenas.exactDistinct.release(handle)
            } else {
                arenas.distinct.release(handle)
            }
        }
    }
}
