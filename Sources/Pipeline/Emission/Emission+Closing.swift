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
    ) -> Bool {
        while let index = nextGroup(at: watermark) {
            let isDone =
                groups[index].shape.isSinglePane
                ? closePane(index, watermark, panes, &batch)
                : closePanes(index, watermark, panes, &batch)
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

    /// Closes a window of one pane.
    mutating func closePane(
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
                for output in group.outputs {
                    emitEmpty(output, 0, start, nil, group, panes, &batch)
                }
            }
            for (position, series) in group.expected.enumerated() {
                for number in series
                where panes.tables[group.table].existingRow(series: number, paneStart: start) == nil
                {
                    let output = group.outputs[position]
                    emitEmpty(output, number, start, nil, group, panes, &batch)
                }
            }
            groups[index].next = group.shape.start(1, after: start)
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
            let isAlways = isAlwaysTold(row.paneStart, row.series, position, group)
            let key = EmissionKey(output: output, series: row.series, start: row.paneStart)
            if emit(key, .final, 0, isAlways: isAlways, panes, &batch) {
                row.emittedOutputs |= 1 << UInt64(position)
            }
        }
    }

    /// Closes a window of several panes; what a full batch has no room for is left for the next.
    mutating func closePanes(
        _ index: Int,
        _ watermark: Int64,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) -> Bool {
        let group = groups[index]
        let start = group.next
        var series: Set<UInt32> = []
        let end = group.shape.end(of: start)
        for pane in panes.tables[group.table].panes(from: start, to: end) {
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
        let sorted = series.sorted()
        for (position, output) in group.outputs.enumerated().dropFirst(group.closed?.position ?? 0)
        {
            let expected = group.expected[position]
            let numbers = expected.isEmpty ? sorted : series.union(expected).sorted()
            for number in numbers where !group.isClosed(start, position, number) {
                let key = EmissionKey(output: output, series: number, start: start)
                if revisions.isTold(key) { continue }  // by other definitions
                let isAlways = isAlwaysTold(start, number, position, group)
                if batch.isFull { return false }
                if emit(key, .final, 0, isAlways: isAlways, panes, &batch) {
                    revisions.noteTold(key)
                }
                groups[index].closed = (position, number)
            }
        }
        groups[index].next = group.shape.start(1, after: start)
        return true
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
        let calendar = panes.plan.tables[output.table].calendar
        let start = calendar.utc(key.start)
        let end = calendar.utc(output.shape.end(of: key.start))
        // A day that a zone left out has the start, and so the key, of the next.
        if start == end { return false }
        let value = reader.read(key, panes)
        if !isAlways, value.n == 0, value.num == 0 { return false }
        if kind == .final, !targets.isLate {
            // Told again: it may have been quiet for too long before.
            let silent = output.shape.start(-1, after: key.start)
            let before = EmissionKey(output: key.output, series: key.series, start: silent)
            endIfQuiet(before, panes.plan)
        }
        let standing = targets.standing(key.output, key.series)
        let target = judge(key, kind, value, gapUntil: gapUntil, panes.plan)
        let (sketch, histogram) = (reader.sketch(key.output), reader.histogram(key.output))
        let top = reader.top(key.output)
        let before = EmissionKey(
            output: key.output,
            series: key.series,
            start: output.shape.previous(of: key.start)
        )
        let firstStart = configuration.firstStart(paneSize: output.shape.paneSize)
        // What is a comparison itself has nothing to be compared with.
        let hasPrevious =
            reader.comparisons[key.output] == nil && start > began && before.start >= firstStart
        let isPreviousWhole =
            hasPrevious
            && completeness.holds(
                key.output,
                start: calendar.utc(before.start),
                end: calendar.utc(output.shape.end(of: before.start))
            )
        let earlier = isPreviousWhole ? reader.read(before, panes) : nil
        let told = WindowValue(
            output: key.output,
            series: key.series,
            start: start,
            end: end,
            kind: kind,
            revision: revision,
            value: value,
            previous: earlier.map(\.value),
            previousSample: earlier?.n,
            target: target,
            isLate: targets.isLate,
            isComplete: batch.closing != .end
                && completeness.holds(key.output, start: start, end: gapUntil ?? end),
            closing: batch.closing,
            gapUntil: gapUntil,
            watermark: batch.watermark,
            sketch: sketch,
            histogram: histogram,
            top: top
        )
        batch.append(told)
        targets.note(told, before: standing?.status)
        return true
    }
}
