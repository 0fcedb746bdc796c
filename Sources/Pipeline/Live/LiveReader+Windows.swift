// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension LiveReader {
    /// Reads windows of one pane, of the rows from one place and until another.
    mutating func readPanes(
        _ index: Int,
        from first: LivePlace?,
        until last: LivePlace?,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) {
        let group = groups[index]
        let table = view.tables[group.table]
        // Only panes that are there: of two partitions one can be years ahead of the other.
        let starts = table.paneStarts(from: group.firstOpen(at: watermark)) ?? []
        // Where a pane is gone the next one is gone on with, at the same place in it.
        func pane(_ place: LivePlace) -> Int64 { starts.first { $0 >= place.start } ?? .max }
        let (firstPane, lastPane) = (first.map(pane), last.map(pane))
        for pane in starts where pane >= firstPane ?? .min && pane <= lastPane ?? .max {
            guard table.read(paneStart: pane, into: &copies) else { continue }
            let begin = pane == firstPane ? first?.item ?? 0 : 0
            let end = pane == lastPane ? last?.item ?? 0 : copies.count
            let incomplete = incompleteCount(group, pane)
            for item in 0..<copies.count where item >= begin && item < end {
                // A pane's newest row stands first: so one that comes moves no other.
                let row = copies.count - 1 - item
                let key = WindowKey(group: index, series: copies.series(row), start: pane)
                let mark = mark(of: key, copies.changes(row), incomplete)
                if seen[key]?.mark == mark { continue }
                // What could not be merged is read again, also if the row never changes any more.
                guard self.end != nil || mergeRow(row, group, index) else { continue }
                tell(accumulators[index], key, mark, item: item, from: first, watermark, take)
            }
        }
    }

    private mutating func mergeRow(_ row: Int, _ group: ClosingGroup, _ index: Int) -> Bool {
        accumulators[index].reset()
        return Self.merge(copies, row, into: &accumulators[index], view.arenas, group)
    }

    /// Reads windows of several panes: only the newest is shown while it runs.
    mutating func readNewest(
        _ index: Int,
        from first: LivePlace?,
        until last: LivePlace?,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) {
        let group = groups[index]
        let table = view.tables[group.table]
        guard let newest = table.newestPane else { return }
        let start = group.shape.firstStart(endingAfter: newest)
        // A window of which the short panes miss a part is never told, and a final one not again.
        guard start >= view.completeness.firstStarts[group.table],
            start >= group.firstOpen(at: watermark)
        else { return }
        let panes = group.shape.panes(of: start).filter { $0 <= newest }
        var changes: [UInt32: UInt64] = [:]
        for pane in panes where table.read(paneStart: pane, into: &copies) {
            for row in 0..<copies.count {
                changes[copies.series(row), default: 0] &+= copies.changes(row)
            }
        }
        // Series keep their numbers from one window to the next.
        let (begin, end) = (first?.item ?? 0, last?.item ?? .max)
        let incomplete = incompleteCount(group, start)
        var changed: [(series: UInt32, mark: LivePlace.Mark)] = []
        for (series, count) in changes where Int(series) >= begin && Int(series) < end {
            let key = WindowKey(group: index, series: series, start: start)
            let mark = mark(of: key, count, incomplete)
            if seen[key]?.mark != mark { changed.append((series, mark)) }
        }
        changed.sort { $0.series < $1.series }
        tellNewest(changed, start, panes, index, from: first, watermark, take)
    }

    private mutating func tellNewest(
        _ changed: [(series: UInt32, mark: LivePlace.Mark)],
        _ start: Int64,
        _ panes: [Int64],
        _ index: Int,
        from first: LivePlace?,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) {
        let until = groups[index].shape.end(of: start)
        for begin in stride(from: 0, to: changed.count, by: Self.seriesAtOnce) {
            guard end == nil else {
                skip((changed.count - begin) * groups[index].outputs.count)
                return
            }
            let some = changed[begin..<min(begin + Self.seriesAtOnce, changed.count)]
            let rows = merged(some.map(\.series), panes, until: until, index)
            for ((series, mark), row) in zip(some, rows) {
                // What could not be merged is read again.
                guard let row else { continue }
                let key = WindowKey(group: index, series: series, start: start)
                tell(row, key, mark, item: Int(series), from: first, watermark, take)
            }
        }
    }

    /// Tells the outputs of a window, from the one at which a round ended.
    private mutating func tell(
        _ row: RowAccumulator,
        _ key: WindowKey,
        _ mark: LivePlace.Mark,
        item: Int,
        from place: LivePlace?,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) {
        let outputs = groups[key.group].outputs
        guard end == nil else { return skip(outputs.count) }
        let isGoneOn = place?.start == key.start && place?.series == key.series
        let begun = isGoneOn ? place : nil
        var row = row
        setLevels(&row, key)
        for position in (begun?.output ?? 0)..<outputs.count {
            if emit(position, key, row, watermark, take) { continue }
            end = LivePlace(
                start: key.start,
                series: key.series,
                item: item,
                output: position,
                mark: begun?.mark ?? mark
            )
            seen[key, default: .init()].mark = nil
            return skip(outputs.count - position)
        }
        // If it has changed since a round ended within it, what was told then comes again.
        let isWhole = begun == nil || begun?.mark == mark
        seen[key, default: .init()].mark = isWhole ? mark : nil
    }

    private mutating func skip(_ count: Int) { skippedCount &+= UInt64(count) }

    /// What tells whether a window has changed: its rows, or how its series stands.
    private func mark(
        of key: WindowKey,
        _ changes: UInt64,
        _ incomplete: Int
    ) -> LivePlace.Mark {
        var standings: Int64 = 0
        for output in groups[key.group].outputs {
            standings &+= view.targets[output]?.word(of: key.series) ?? 0
        }
        return LivePlace.Mark(changes: changes, standings: standings, incomplete: incomplete)
    }

    /// Of how many outputs a window is not complete.
    private func incompleteCount(_ group: ClosingGroup, _ window: Int64) -> Int {
        let (start, end) = (group.calendar.utc(window), group.end(of: window))
        return group.outputs.count { !view.completeness.holds($0, start: start, end: end) }
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
        var empty = accumulators[index]
        empty.reset()
        let positions = Dictionary(
            uniqueKeysWithValues: series.enumerated().map { ($0.element, $0.offset) }
        )
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
    private mutating func setLevels(_ row: inout RowAccumulator, _ key: WindowKey) {
        guard row.hasLevels else { return }
        let series = key.series
        let end = groups[key.group].shape.end(of: key.start)
        let number = groups[key.group].table
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

    private mutating func emit(
        _ position: Int,
        _ key: WindowKey,
        _ row: RowAccumulator,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) -> Bool {
        let group = groups[key.group]
        let output = group.outputs[position]
        let bit: UInt64 = 1 << UInt64(position & 63)
        let (start, end) = (group.calendar.utc(key.start), group.end(of: key.start))
        let value = evaluator.evaluate(
            output: output,
            row,
            windowEnded: end <= watermark,
            isFinal: false
        )
        let isTotal = key.series == 0 && group.groupingSet == 0
        let isEmpty = !isTotal && value.n == 0 && value.num == 0
        // What was told and is nothing now was taken back.
        if isEmpty, (seen[key]?.outputs ?? 0) & bit == 0 { return true }
        let isTaken = take(
            WindowValue(
                output: output,
                series: key.series,
                start: start,
                end: end,
                kind: .early,
                value: value,
                previous: nil,
                target: view.targets[output]?.standing(of: key.series),
                isComplete: view.completeness.holds(output, start: start, end: end),
                watermark: watermark,
                top: evaluator.top(output: output, row)
            )
        )
        guard isTaken else { return false }
        takenCount &+= 1
        if isEmpty {
            seen[key]?.outputs &= ~bit
        } else {
            seen[key, default: .init()].outputs |= bit
        }
        return true
    }
}
