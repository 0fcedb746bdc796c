// SPDX-License-Identifier: Apache-2.0

/// The span from the earliest to the latest of some event times, ms.
struct TimeHull: BitwiseCopyable, Equatable {
    /// The earliest; above the last where there was none.
    private(set) var first = Int64.max
    /// The latest.
    private(set) var last = Int64.min

    /// The hull of no times.
    init() {}

    /// The hull of two times.
    init(_ one: Int64, _ other: Int64) {
        note(one)
        note(other)
    }

    /// Whether there was no time.
    var isEmpty: Bool { first > last }

    /// Adds a time.
    mutating func note(_ time: Int64) {
        first = min(first, time)
        last = max(last, time)
    }

    /// Adds all times of another hull.
    mutating func note(_ other: TimeHull) {
        first = min(first, other.first)
        last = max(last, other.last)
    }

    /// Whether a window reaches into it.
    func meets(_ start: Int64, _ end: Int64) -> Bool { last >= start && first < end }

    /// Forgets it all if it ends before a time.
    mutating func clear(before time: Int64) { if last < time { self = TimeHull() } }
}
