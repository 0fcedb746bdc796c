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
        let local = clockTime(of: time, position)
        let open = openPanes[position]
        guard lies(local, inPaneFrom: open.start, position) else {
            return otherPane(of: time, local, position)
        }
        return watermark < open.closes ? open.start : nil
    }

    /// A time by the clock of a class, ms.
    @inline(__always)
    mutating func clockTime(of time: Int64, _ position: Int) -> Int64 {
        classes[position].clock == .zone ? zone.nominal(time) : time
    }

    /// Whether a time by the clock of a class lies in the pane of that class that begins at another.
    @inline(__always)
    func lies(_ local: Int64, inPaneFrom start: Int64, _ position: Int) -> Bool {
        // As unsigned, a time before the start is a large distance too.
        UInt64(bitPattern: local &- start) < UInt64(bitPattern: classes[position].paneSize)
    }

    /// Whether a class's pane of a time still takes facts.
    @inline(__always)
    mutating func accepts(_ time: Int64, _ position: Int) -> Bool {
        openPane(of: time, position) != nil
    }

    @inline(never)
    private mutating func otherPane(of time: Int64, _ local: Int64, _ position: Int) -> Int64? {
        let paneClass = classes[position]
        if time < paneClass.from { return nil }
        let start = Emission.floor(local, paneClass.paneSize)
        let end = start + paneClass.paneSize
        let isUTC = paneClass.clock == .utc
        let closes = (isUTC ? end : plan.calendar.utc(end)) + paneClass.acceptance
        // A pane of which a part is not taken must be asked for each time.
        if (isUTC ? start : plan.calendar.utc(start)) >= paneClass.from {
            openPanes[position] = OpenPane(start: start, closes: closes)
        }
        return watermark < closes ? start : nil
    }
}
