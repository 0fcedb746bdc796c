// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension Emission {
    /// Reads a value that is told, if it is one to be read.
    ///
    /// - Returns: How its series stands now; nil: it has no target, or was never read.
    mutating func judge(
        _ key: EmissionKey,
        _ kind: Snapshot.Kind,
        _ value: KPIValue,
        gapUntil: Int64?,
        _ plan: Plan
    ) -> TargetStanding? {
        guard let target = targets.targets[key.output] else { return nil }
        guard kind == .final, !targets.isLate else {
            return targets.standing(key.output, key.series)
        }
        read(key, value, target, gapUntil: gapUntil, plan)
        return targets.standing(key.output, key.series)
    }

    /// Notes that a window which is not final turned a status.
    private mutating func noteEarlyTurn(
        _ key: EmissionKey,
        _ value: KPIValue,
        from before: TargetStatus?,
        to standing: TargetStanding?,
        _ plan: Plan
    ) {
        guard targets.keepsTurns, standing?.status != before else { return }
        let output = plan.outputs[key.output]
        let calendar = plan.tables[output.table].calendar
        let window = WindowValue(
            output: key.output,
            series: key.series,
            start: calendar.utc(key.start),
            end: calendar.utc(output.shape.end(of: key.start)),
            kind: .early,
            value: value,
            target: standing,
            watermark: .min
        )
        targets.note(window, before: before)
    }

    /// Reads the windows that a final stands for.
    private mutating func read(
        _ key: EmissionKey,
        _ value: KPIValue,
        _ target: Target,
        gapUntil: Int64?,
        _ plan: Plan
    ) {
        let output = plan.outputs[key.output]
        let formula = plan.kpis[output.kpi].formula
        let reading = target.reading(of: value, hasBaseline: formula.hasBaseline(value))
        var entry = targets.entry(key.output, key.series)
        let (shape, calendar) = (output.shape, plan.tables[output.table].calendar)
        let from = completeness.wholeFrom(key.output)
        let first = max(key.start, firstRead(after: entry, key.start, from: from, shape, calendar))
        let last =
            gapUntil.map { shape.previous(of: shape.nominalStart($0, calendar)) } ?? key.start
        guard first <= last else {
            // It began before everything was seen: told and not read, unless an early reading is ahead.
            if last > entry.newest { pass(&entry, last, key) }
            return
        }
        let end = calendar.utc(shape.end(of: last))
        guard completeness.holds(key.output, start: calendar.utc(first), end: end) else {
            return pass(&entry, last, key)
        }
        // After `hold` equal readings another one changes nothing.
        var start = first
        for _ in 0..<target.hold where start <= last {
            let end = calendar.utc(shape.end(of: start))
            _ = entry.state.take(reading, end: end, hold: target.hold)
            start = shape.start(1, after: start)
        }
        entry.newest = last
        targets.set(entry, key.output, key.series)
    }

    /// Leaves out a window that was not seen whole: those before and after it are no run.
    private mutating func pass(
        _ entry: inout TargetBook.Entry,
        _ start: Int64,
        _ key: EmissionKey
    ) {
        guard entry.newest != .min else { return }
        entry.state = entry.state.afterBreak
        entry.newest = start
        targets.set(entry, key.output, key.series)
    }

    /// Start of the first window that can be read, on the grid of another window's start: it is
    /// behind the newest one read, and the application saw it from its beginning.
    private func firstRead(
        after entry: TargetBook.Entry,
        _ start: Int64,
        from: Int64,
        _ shape: WindowShape,
        _ calendar: ZoneCalendar
    ) -> Int64 {
        let first = entry.newest == .min ? start : shape.start(1, after: entry.newest)
        guard from > calendar.utc(first) else { return first }
        let seen = calendar.nominal(from)
        let last = shape.lastStart(containing: seen)
        return last < seen ? shape.start(1, after: last) : last
    }

    /// Turns statuses by windows that have ended and are not final, where what is still open cannot
    /// change the verdict.
    ///
    /// - Complexity: O(windows that are not final) for each series that changed in one of them, was
    ///   read, or has one that ended since.
    mutating func readEarly(upTo watermark: Int64, panes: borrowing PaneStore) {
        for (place, early) in targets.earlyOutputs.enumerated() {
            let group = groups[early.group]
            guard group.next != .max else { continue }
            let end = group.shape.firstStart(endingAfter: group.calendar.nominal(watermark))
            let table = panes.tables[group.table]
            for pane in table.panes(from: max(targets.openFrom[place], group.next), to: end) {
                for row in table.rows(inPane: pane) { targets.changed[place].insert(row.series) }
            }
            targets.openFrom[place] = end
            let series = targets.changed[place]
            for number in series { readEarly(early.output, number, group, until: end, panes) }
            targets.changed[place].removeAll(keepingCapacity: true)
        }
    }

    /// Reads a run of decided windows where it turns the status of a series.
    private mutating func readEarly(
        _ output: Int,
        _ series: UInt32,
        _ group: ClosingGroup,
        until end: Int64,
        _ panes: borrowing PaneStore
    ) {
        guard let target = targets.targets[output] else { return }
        var entry = targets.entry(output, series)
        // What was read under other definitions begins no run.
        var (run, runEnd) = (entry.state, entry.state.standing == nil ? .min : entry.newest)
        let shape = group.shape
        let next = group.next
        let from = completeness.wholeFrom(output)
        var start = max(next, firstRead(after: entry, next, from: from, shape, group.calendar))
        while start < end {
            defer { start = shape.start(1, after: start) }
            let key = EmissionKey(output: output, series: series, start: start)
            let table = panes.tables[group.table]
            guard table.existingRow(series: series, paneStart: start) != nil,
                completeness.holds(
                    output,
                    start: group.calendar.utc(start),
                    end: group.end(of: start)
                )
            else { continue }
            let value = reader.read(key, panes, isFinal: false)
            guard let reading = target.earlyReading(of: value) else { continue }
            if runEnd == .min || start != shape.start(1, after: runEnd) {
                run = entry.state.afterGap
            }
            runEnd = start
            if run.take(reading, end: group.end(of: start), hold: target.hold) {
                let before = entry.state.standing?.status
                entry.state = run
                entry.newest = start
                targets.set(entry, output, series)
                noteEarlyTurn(key, value, from: before, to: run.standing, panes.plan)
            }
        }
    }
}
