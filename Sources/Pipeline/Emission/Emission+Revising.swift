// SPDX-License-Identifier: Apache-2.0

import KPIs
import Sketches
import Windowing

extension Emission {
    /// Looks through the rows that changed since the last barrier for finals that are outdated.
    mutating func noteChanges(panes: borrowing PaneStore, into batch: inout ValueBatch) {
        fresh.removeAll(keepingCapacity: true)
        targets.isLate = true
        defer { targets.isLate = false }
        for table in 0..<panes.tables.count {
            let members = groups.filter { $0.table == table }
            // Rows begin by their table's clock.
            let watermark = panes.plan.tables[table].calendar.nominal(batch.watermark)
            var changed: [PaneRow] = []
            panes.tables[table].takeChanged { row in
                targets.noteChanged(
                    series: row.series,
                    start: row.paneStart,
                    table: table,
                    watermark: watermark
                )
                if members.contains(where: { $0.isClosed(row) }) { changed.append(row) }
            }
            for row in changed {
                let dirty = row.isWatched ? row.dirtyCells : nonZeroCells(of: row, table, panes)
                row.dirtyCells = 0
                for group in members where group.isClosed(row) {
                    if group.shape.isSinglePane {
                        notePane(row, dirty, group, panes, &batch)
                    } else {
                        notePanes(row, dirty, group, panes, &batch)
                    }
                }
            }
        }
    }

    /// What changed in a row that was not there when its windows closed.
    private func nonZeroCells(of row: PaneRow, _ table: Int, _ panes: borrowing PaneStore) -> UInt64
    {
        row.isWatched = true
        var bits: UInt64 = 0
        for (cell, measure) in panes.plan.tables[table].cells.enumerated()
        where row.word(cell) != 0 {
            switch measure.fold {
            // Handles may outlive what was taken back. A distribution stands beside a count.
            case .histogram: continue
            case .top:
                let handle = UInt32(truncatingIfNeeded: row.word(cell))
                if panes.arenas.tops.total(handle) == 0 { continue }
            default: break
            }
            bits |= 1 << UInt64(cell & 63)
        }
        return bits
    }

    /// What changed in a window of one pane.
    private mutating func notePane(
        _ row: PaneRow,
        _ dirty: UInt64,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        // A series that was not there when its window closed was reported as empty, or not at all.
        let isNew = !row.isFinal
        row.isFinal = true
        for (position, output) in group.outputs.enumerated() {
            let isChanged = dirty & reader.cellMasks[output] != 0
            let isAlways = isAlwaysTold(row.paneStart, row.series, position, group)
            let key = EmissionKey(output: output, series: row.series, start: row.paneStart)
            if isNew, isAlways { row.emittedOutputs |= 1 << UInt64(position) }
            if row.emittedOutputs & (1 << UInt64(position)) != 0 {
                if isChanged { revisions.note(key) }
            } else if isNew || isChanged, !isOlder(key, group),
                emit(key, .final, 0, isAlways: isAlways, panes, &batch)
            {
                row.emittedOutputs |= 1 << UInt64(position)
                fresh.insert(key)
            }
            if isChanged { noteCompared(key, position, group, panes) }
        }
    }

    /// What changed in windows of several panes.
    private mutating func notePanes(
        _ row: PaneRow,
        _ dirty: UInt64,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore,
        _ batch: inout ValueBatch
    ) {
        let shape = group.shape
        var start = max(
            shape.firstStart(endingAfter: row.paneStart),
            configuration.firstStart(paneSize: shape.paneSize)
        )
        while start <= min(row.paneStart, group.next) {
            for (position, output) in group.outputs.enumerated()
            where dirty & reader.cellMasks[output] != 0
                && group.isClosed(start, position, row.series)
            {
                let key = EmissionKey(output: output, series: row.series, start: start)
                noteCompared(key, position, group, panes)
                if fresh.contains(key) { continue }
                if isTold(key, position, group, panes) {
                    revisions.note(key)
                } else if !isOlder(key, group),
                    emit(key, .final, 0, isAlways: false, panes, &batch)
                {
                    revisions.noteTold(key)
                    fresh.insert(key)
                }
            }
            start = shape.start(1, after: start)
        }
    }

    /// Notes that the window which is measured against one that changed is outdated, if it was told.
    private mutating func noteCompared(
        _ key: EmissionKey,
        _ position: Int,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore
    ) {
        guard let back = reader.comparisons[key.output] else { return }
        // The window that begins where this one ends, also where windows overlap.
        let start = back == 0 ? group.shape.end(of: key.start) : key.start + back
        let later = EmissionKey(output: key.output, series: key.series, start: start)
        guard !fresh.contains(later), isTold(later, position, group, panes) else { return }
        revisions.note(later)
    }

    /// Whether a window had its final before this barrier.
    private func isTold(
        _ key: EmissionKey,
        _ position: Int,
        _ group: ClosingGroup,
        _ panes: borrowing PaneStore
    ) -> Bool {
        let isAlways = isAlwaysTold(key.start, key.series, position, group)
        guard group.shape.isSinglePane else {
            return group.isClosed(key.start, position, key.series)
                && (isAlways || revisions.isTold(key))
        }
        let table = panes.tables[group.table]
        if let row = table.existingRow(series: key.series, paneStart: key.start), row.isFinal {
            return row.emittedOutputs & 1 << UInt64(position) != 0
        }
        // Without a row, or with one that came later, it was told as empty.
        return isAlways && key.start < group.next
    }

    /// Copies the revisions that may be emitted now.
    mutating func revise(now: Int64, panes: borrowing PaneStore, into batch: inout ValueBatch) {
        guard revisions.pendingCount > 0 else { return }
        for key in revisions.ready(at: now) {
            if batch.isFull { return }
            let revision = revisions.revise(key, at: now)
            _ = emit(key, .revision, revision, isAlways: true, panes, &batch)
            if let end = revisions.runs.removeValue(forKey: key) {
                tellRest(behind: key, until: end, panes, &batch)
            }
        }
    }

    /// Removes panes that take no facts any more, were emitted, and that nothing looks back on.
    mutating func removePanes(upTo watermark: Int64, panes: borrowing PaneStore) {
        revisions.forgetRuns { key in
            let shape = panes.plan.tables[panes.plan.outputs[key.output].table]
            return key.start < shape.calendar.nominal(watermark) - shape.retention
        }
        for index in 0..<panes.tables.count {
            let shape = panes.plan.tables[index]
            let table = panes.tables[index]
            guard let oldest = table.oldestPane else { continue }
            var end = shape.calendar.nominal(watermark) - shape.retention
            let outputs = groups.filter { $0.table == index }
            for group in outputs { end = min(end, group.shape.previous(of: group.next)) }
            guard oldest + shape.paneSize <= end else { continue }
            let members = outputs.flatMap(\.outputs)
            // A waiting revision still reads its panes, and those of the window before.
            let last = end - shape.paneSize + lookBack(of: members, shape)
            if revisions.isWaiting(outputs: members, from: .min, through: last) { continue }
            table.removePanes(endingAtOrBefore: end) { row in
                WindowReader.release(row, table: shape, arenas: panes.arenas)
            }
            revisions.forget(outputs: members, before: end - shape.longestWindow)
        }
    }

    /// How far before a window's start its value reads panes, ms.
    private func lookBack(of outputs: [Int], _ table: Plan.Table) -> Int64 {
        let backs = outputs.compactMap { reader.comparisons[$0] }
        return max(table.longestWindow, backs.max() ?? 0)
    }
}
