// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Windows in which nothing happened.
extension Emission {
    /// Reports a run of windows without any row: each by itself up to two, more as one gap.
    mutating func closeEmpty(
        _ index: Int,
        _ watermark: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let group = groups[index]
        let shape = group.shape
        let following = shape.start(1, after: group.next)
        // The first window that is not due, and the first that a pane with rows belongs to.
        var end = max(group.firstOpen(at: watermark), following)
        let table = panes.tables[group.table]
        let filled = table.panes(from: following, to: shape.end(of: end)).first { _ in true }
        if let filled { end = min(end, max(shape.firstStart(endingAfter: filled), following)) }
        groups[index].next = end
        // Windows wholly before the beginning are no silence: nobody was listening.
        let firstHeard = shape.firstStart(endingAfter: group.calendar.nominal(began))
        let first = max(group.next, firstHeard)
        guard first < end else { return }
        for (position, output) in group.outputs.enumerated() {
            let series = group.groupingSet == 0 ? [0] : group.expected[position]
            for number in series {
                let key = EmissionKey(output: output, series: number, start: first)
                tellEmpty(key, end, group, panes, &batch)
            }
        }
    }

    /// Reports a run of empty windows of a series, from that of the key on.
    ///
    /// A window that is compared with one that holds something stands for itself.
    private mutating func tellEmpty(
        _ first: EmissionKey,
        _ end: Int64,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        var from = first
        if let back = panes.plan.kpis[panes.plan.outputs[first.output].kpi].formula.comparesBack {
            let (table, shape) = (panes.tables[group.table], group.shape)
            var start = first.start
            while start < end {
                let next = shape.start(1, after: start)
                let earlier = back == 0 ? shape.previous(of: start) : start - back
                let isCompared = table.panes(from: earlier, to: shape.end(of: earlier)).contains {
                    table.existingRow(series: first.series, paneStart: $0) != nil
                }
                if isCompared {
                    tellRun(from, until: start, group, panes, &batch)
                    emitEmpty(first.output, first.series, start, nil, group, panes, &batch)
                    from.start = next
                }
                start = next
            }
        }
        tellRun(from, until: end, group, panes, &batch)
    }

    /// Reports empty windows that hold nothing to compare; those that were not seen whole stand apart.
    private mutating func tellRun(
        _ first: EmissionKey,
        until end: Int64,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        var from = first
        for turn in turns(from: first, until: end, group) {
            tellAlike(from, until: turn, group, panes, &batch)
            from.start = turn
        }
        tellAlike(from, until: end, group, panes, &batch)
    }

    /// Where in a run windows stop or begin to be whole: starts of windows, in order.
    private func turns(
        from first: EmissionKey,
        until end: Int64,
        _ group: ClosingGroup
    ) -> [Int64] {
        let shape = group.shape
        func isWhole(_ start: Int64) -> Bool {
            let (start, end) = (group.calendar.utc(start), group.end(of: start))
            return completeness.holds(first.output, start: start, end: end)
        }
        var starts: Set<Int64> = []
        for time in completeness.turns(first.output) where time > .min && time < .max {
            let time = group.calendar.nominal(time)
            let last = shape.lastStart(containing: time)
            starts.formUnion([
                shape.firstStart(endingAfter: time), last, shape.start(1, after: last),
            ])
        }
        return starts.sorted().filter { start in
            first.start < start && start < end
                && isWhole(start) != isWhole(shape.start(-1, after: start))
        }
    }

    /// Reports empty windows that are alike: each by itself up to two, more as one gap.
    private mutating func tellAlike(
        _ first: EmissionKey,
        until end: Int64,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let shape = group.shape
        let count = shape.count(from: first.start, to: end)
        if count > 2 {
            let until = group.end(of: shape.start(-1, after: end))
            emitEmpty(first.output, first.series, first.start, until, group, panes, &batch)
            revisions.noteRun(first, until: end)
            return
        }
        for window in 0..<max(0, count) {
            let start = shape.start(window, after: first.start)
            emitEmpty(first.output, first.series, start, nil, group, panes, &batch)
        }
    }

    /// Tells what is left of a run of empty windows when a revision of the first one has taken the place
    /// of its record, which has the same key.
    ///
    /// Windows of it that came late have records of their own: what lies between them is told, so that no
    /// record takes the place of one of theirs.
    ///
    /// - Complexity: O(keys that were revised or wait, with a logarithm).
    mutating func tellRest(
        behind first: EmissionKey,
        until end: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        guard let group = groups.first(where: { $0.outputs.contains(first.output) }) else { return }
        targets.isLate = true
        defer { targets.isLate = false }
        var from = first
        from.start = group.shape.start(1, after: first.start)
        for start in revisions.ownStarts(behind: first, until: end) {
            tellRun(from, until: start, group, panes, &batch)
            from.start = group.shape.start(1, after: start)
        }
        tellRun(from, until: end, group, panes, &batch)
    }

    mutating func emitEmpty(
        _ output: Int,
        _ series: UInt32,
        _ start: Int64,
        _ gapUntil: Int64?,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        guard isHeard(start, group) else { return }
        let key = EmissionKey(output: output, series: series, start: start)
        _ = emit(key, .final, 0, isAlways: true, gapUntil: gapUntil, panes, &batch)
    }
}
