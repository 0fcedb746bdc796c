// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

// Which pane takes something: a division and a look at the calendar where the pane is another one than
// the time before, two comparisons else.
extension PaneStore {
    /// When the pane of a time begins.
    ///
    /// - Parameters:
    ///   - time: event time, ms.
    ///   - position: of the class in `classes`.
    /// - Returns: in the time of the class's clock, ms; nil: the pane takes no facts any more, or not yet.
    @inline(__always)
    mutating func openPane(of time: Int64, _ position: Int) -> Int64? {
        guard classes[position].open.contains(time) else { return otherPane(of: time, position) }
        return watermark < classes[position].open.closes ? classes[position].open.start : nil
    }

    /// Whether a class's open pane is that of a time, which it becomes if it can.
    @inline(__always)
    mutating func isOpen(at time: Int64, _ position: Int) -> Bool {
        if classes[position].open.contains(time) { return true }
        _ = otherPane(of: time, position)
        return classes[position].open.contains(time)
    }

    /// Whether a class's pane of a time still takes facts.
    @inline(__always)
    mutating func accepts(_ time: Int64, _ position: Int) -> Bool {
        openPane(of: time, position) != nil
    }

    @inline(never)
    private mutating func otherPane(of time: Int64, _ position: Int) -> Int64? {
        let paneClass = classes[position]
        if time < paneClass.from { return nil }
        let isZoned = paneClass.clock == .zone
        let start = Emission.floor(isZoned ? zone.nominal(time) : time, paneClass.paneSize)
        let end = start + paneClass.paneSize
        let isUTC = paneClass.clock == .utc
        let utcEnd = isUTC ? end : plan.calendar.utc(end)
        let closes = utcEnd + paneClass.acceptance
        // A pane of which a part is not taken must be asked for each time.
        if (isUTC ? start : plan.calendar.utc(start)) >= paneClass.from {
            let span = isZoned ? zone.moments(from: start, to: end) : start..<end
            classes[position].open = OpenPane(
                from: span.lowerBound,
                length: UInt64(span.upperBound - span.lowerBound),
                closes: closes,
                ends: min(closes, isZoned ? utcEnd : end),
                start: start
            )
        }
        return watermark < closes ? start : nil
    }
}
