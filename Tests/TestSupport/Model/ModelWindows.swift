// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The windows of an output, by brute force (section 8): starts and ends are those of its clock.
struct ModelWindows {
    private static let day: Int64 = 86_400_000
    private static let monthDays: [Int64] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    let shape: WindowShape
    /// UTC, unless panes are whole days.
    let zone: ModelZone

    init(_ shape: WindowShape, _ zone: ModelZone) {
        self.shape = shape
        self.zone = shape.paneSize % Self.day == 0 ? zone : .utc
    }

    /// Start of the latest window that contains a time.
    func latest(_ time: Int64) -> Int64 {
        switch shape {
        case .tumbling(let size): return aligned(time, to: size)
        case .sliding(_, let hop): return aligned(time, to: hop)
        case .week:
            var monday = aligned(time, to: Self.day)
            while weekday(monday) != 1 { monday -= Self.day }
            return monday
        case .month: return month(time).start
        }
    }

    func end(_ start: Int64) -> Int64 {
        switch shape {
        case .tumbling(let size), .sliding(let size, _): start + size
        case .week: start + 7 * Self.day
        case .month: month(start).end
        }
    }

    func next(_ start: Int64) -> Int64 {
        if case .sliding(_, let hop) = shape { start + hop } else { end(start) }
    }

    func before(_ start: Int64) -> Int64 {
        if case .sliding(_, let hop) = shape { start - hop } else { latest(start - 1) }
    }

    /// Start of the window of the same length that ends where one begins.
    func previous(_ start: Int64) -> Int64 {
        if case .sliding(let size, _) = shape { start - size } else { before(start) }
    }

    /// Starts of the windows that contain a time, ascending.
    func all(_ time: Int64) -> [Int64] {
        var starts = [latest(time)]
        while end(before(starts[0])) > time { starts.insert(before(starts[0]), at: 0) }
        return starts
    }

    /// Start of the first window that ends after a moment.
    func firstOpen(_ moment: Int64) -> Int64 { all(zone.local(moment))[0] }

    /// 0: Sunday; 1970-01-01 was a Thursday.
    private func weekday(_ midnight: Int64) -> Int64 { ((midnight / Self.day + 4) % 7 + 7) % 7 }

    /// The month that holds a time, counted from 1970 on.
    private func month(_ time: Int64) -> (start: Int64, end: Int64) {
        var (year, start) = (1970, 0 as Int64)
        while true {
            let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
            for (index, days) in Self.monthDays.enumerated() {
                let end = start + (days + (index == 1 && isLeap ? 1 : 0)) * Self.day
                if time < end { return (start, end) }
                start = end
            }
            year += 1
        }
    }
}
