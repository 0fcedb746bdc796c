// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension Emission {
    /// Copies the finals that are due, oldest first.
    ///
    /// - Returns: false if `limit` was reached with more due.
    mutating func close(
        upTo watermark: Int64,
        panes: borrowing PaneStore,
        into batch: inout ValueBatch
    )
        -> Bool
    {
        while let index = nextGroup(at: watermark) {
            let isDone =
                groups[index].isTumbling
                ? closeTumbling(index, watermark, panes, &batch)
                : closeSliding(index, watermark, panes, &batch)
            guard isDone else { return false }
            updateDue()
            if batch.isFull { return !isDue(at: watermark) }
        }
        return true
    }

    private func nextGroup(at watermark: Int64) -> Int? {
        guard isDue(at: watermark) else { return nil }
        return groups.indices.min { groups[$0].due < groups[$1].due }
    }

    private mutating func closeTumbling(
        _ index: Int,
        _ watermark: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) -> Bool {
        let group = groups[index]
        let start = group.next
        var isEmpty = true
        var hasTotal = false
        for row in panes.tables[group.table].rows(inPane: start) {
            isEmpty = false
            hasTotal = hasTotal || row.series == 0
            if row.isFinal { continue }
            if batch.isFull { return false }
            emitFinals(of: row, group, panes, &batch)
        }
        if isEmpty {
            closeEmpty(index, watermark, panes, &batch)
        } else {
            if !hasTotal, group.groupingSet == 0 {
                for output in group.outputs { emitEmpty(output, 0, start, nil, panes, &batch) }
            }
            for (position, series) in group.expected.enumerated() {
                for number in series
                where panes.tables[group.table].existingRow(series: number, paneStart: start) == nil
                {
                    emitEmpty(group.outputs[position], number, start, nil, panes, &batch)
                }
            }
            groups[index].next += group.hop
        }
        return true
    }

    /// Copies the values of a row whose window closes, and marks it.
    mutating func emitFinals(
        of row: PaneRow,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        row.isFinal = true
        row.isWatched = true
        row.dirtyCells = 0
        for (position, output) in group.outputs.enumerated() {
            let isAlways =
                isHeard(row.paneStart, group.size) && group.isUnconditional(row.series, position)
            let key = EmissionKey(output: output, series: row.series, start: row.paneStart)
            if emit(key, .final, 0, isAlways: isAlways, panes, &batch) {
                row.emittedOutputs |= 1 << UInt64(position)
            }
        }
    }

    private mutating func closeSliding(
        _ index: Int,
        _ watermark: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) -> Bool {
        let group = groups[index]
        let start = group.next
        var series: Set<UInt32> = []
        for pane in panes.tables[group.table].panes(from: start, to: start + group.size) {
            for row in panes.tables[group.table].rows(inPane: pane) {
                series.insert(row.series)
                row.isWatched = true
            }
        }
        if series.isEmpty {
            closeEmpty(index, watermark, panes, &batch)
            return true
        }
        if group.groupingSet == 0 { series.insert(0) }
        for (position, output) in group.outputs.enumerated() {
            for number in series.union(group.expected[position]).sorted() {
                let isAlways = isHeard(start, group.size) && group.isUnconditional(number, position)
                let key = EmissionKey(output: output, series: number, start: start)
                if emit(key, .final, 0, isAlways: isAlways, panes, &batch) {
                    revisions.noteTold(key)
                }
            }
        }
        groups[index].next += group.hop
        return true
    }

    /// Reports a run of windows without any row: each by itself up to two, more as one gap.
    private mutating func closeEmpty(
        _ index: Int,
        _ watermark: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let group = groups[index]
        let start = group.next
        // The first window that is not due, and the first that a pane with rows belongs to.
        let notDue =
            Self.floor(watermark - group.size - group.finality, group.hop) + group.hop
        var end = max(notDue, start + group.hop)
        let table = panes.tables[group.table]
        if let pane = table.panes(from: start + group.hop, to: end + group.size).first(where: { _ in
            true
        }) {
            end = min(end, max(pane - group.size + group.hop, start + group.hop))
        }
        groups[index].next = end
        // Windows wholly before the beginning are no silence: nobody was listening.
        let firstHeard = Self.floor(began - group.size, group.hop) + group.hop
        let first = max(start, firstHeard)
        guard first < end else { return }
        for (position, output) in group.outputs.enumerated() {
            let series = group.groupingSet == 0 ? [0] : group.expected[position]
            for number in series {
                tellEmpty(
                    EmissionKey(output: output, series: number, start: first),
                    end,
                    panes,
                    &batch
                )
            }
        }
    }

    /// Reports a run of empty windows of a series, from that of the key on.
    ///
    /// A window that is compared with one that holds something stands for itself.
    private mutating func tellEmpty(
        _ first: EmissionKey,
        _ end: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let output = panes.plan.outputs[first.output]
        var from = first
        if let back = panes.plan.kpis[output.kpi].formula.comparesBack {
            let table = panes.tables[output.table]
            for start in stride(from: first.start, to: end, by: Int(output.hop)) {
                let earlier = start - (back == 0 ? output.size : back)
                let isCompared = table.panes(from: earlier, to: earlier + output.size).contains {
                    table.existingRow(series: first.series, paneStart: $0) != nil
                }
                guard isCompared else { continue }
                tellRun(from, until: start, panes, &batch)
                emitEmpty(first.output, first.series, start, nil, panes, &batch)
                from.start = start + output.hop
            }
        }
        tellRun(from, until: end, panes, &batch)
    }

    /// Reports empty windows that are alike.
    private mutating func tellRun(
        _ first: EmissionKey,
        until end: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let output = panes.plan.outputs[first.output]
        let count = (end - first.start) / output.hop
        if count > 2 {
            let until = end - output.hop + output.size
            emitEmpty(first.output, first.series, first.start, until, panes, &batch)
            return
        }
        for window in stride(from: first.start, to: end, by: Int(output.hop)) {
            emitEmpty(first.output, first.series, window, nil, panes, &batch)
        }
    }

    private mutating func emitEmpty(
        _ output: Int,
        _ series: UInt32,
        _ start: Int64,
        _ gapUntil: Int64?,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let size = panes.plan.outputs[output].size
        guard isHeard(start, size) else { return }
        let key = EmissionKey(output: output, series: series, start: start)
        _ = emit(key, .final, 0, isAlways: true, gapUntil: gapUntil, panes, &batch)
    }

    /// Copies one value; false if it is empty and need not be reported.
    mutating func emit(
        _ key: EmissionKey,
        _ kind: Snapshot.Kind,
        _ revision: Int,
        isAlways: Bool,
        gapUntil: Int64? = nil,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) -> Bool {
        let output = panes.plan.outputs[key.output]
        let value = reader.read(key, panes)
        if !isAlways, value.n == 0, value.num == 0 { return false }
        let target = judge(key, kind, value, gapUntil: gapUntil, panes.plan)
        let sketch = reader.sketch(key.output)
        let histogram = reader.histogram(key.output)
        let top = reader.top(key.output)
        let before = EmissionKey(
            output: key.output,
            series: key.series,
            start: key.start - output.size
        )
        let hasPrevious =
            key.start > began && before.start >= configuration.firstStart(paneSize: output.hop)
        batch.append(
            WindowValue(
                output: key.output,
                series: key.series,
                start: key.start,
                kind: kind,
                revision: revision,
                value: value,
                previous: hasPrevious ? .some(reader.read(before, panes).value) : nil,
                target: target,
                isComplete: batch.closing != .end
                    && isComplete(key.output, start: key.start, size: output.size, panes),
                closing: batch.closing,
                gapUntil: gapUntil,
                watermark: batch.watermark,
                sketch: sketch,
                histogram: histogram,
                top: top
            )
        )
        return true
    }
}

extension Emission {
    /// Closes the windows that hold rows and are not due yet, up to the batch's limit.
    mutating func closeRemaining(panes: borrowing PaneStore, into batch: inout ValueBatch) {
        for index in groups.indices {
            guard let newest = panes.tables[groups[index].table].newestPane else { continue }
            let last = newest + groups[index].size + groups[index].finality
            while groups[index].next <= newest, !batch.isFull {
                let isDone =
                    groups[index].isTumbling
                    ? closeTumbling(index, last, panes, &batch)
                    : closeSliding(index, last, panes, &batch)
                if !isDone { return }
            }
        }
    }
}
