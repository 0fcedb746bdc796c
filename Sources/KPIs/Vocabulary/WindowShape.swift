// SPDX-License-Identifier: Apache-2.0

public import Windowing

/// How long windows are, where they begin, and of which panes they consist.
///
/// All times are those of the panes: of a table that follows a zone, nominal ones (`ZoneCalendar`).
/// A number is a tumbling window of so many ms.
public enum WindowShape: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// Windows of a length in ms, one after the other from the epoch on; each is one pane.
    case tumbling(Int64)
    /// Windows of a length that begin at every multiple of the hop; both in ms.
    case sliding(size: Int64, hop: Int64)
    /// Seven days from Monday on (ISO 8601).
    case week
    /// A month of the Gregorian calendar.
    case month

    /// Length of a day, ms.
    public static let day: Int64 = 86_400_000

    /// A tumbling window of a length in ms.
    public init(integerLiteral milliseconds: Int64) { self = .tumbling(milliseconds) }

    /// Length of the panes, ms.
    public var paneSize: Int64 {
        switch self {
        case .tumbling(let size): size
        case .sliding(_, let hop): hop
        case .week, .month: Self.day
        }
    }

    /// Length of the longest window, ms.
    public var longest: Int64 {
        switch self {
        case .tumbling(let size), .sliding(let size, _): size
        case .week: 7 * Self.day
        case .month: 31 * Self.day
        }
    }

    /// Length of the shortest window, ms.
    public var shortest: Int64 { self == .month ? 28 * Self.day : longest }

    /// Whether each window is one pane.
    public var isSinglePane: Bool { if case .tumbling = self { true } else { false } }

    /// Whether the panes are whole days, so that windows follow the zone.
    public var isOfDays: Bool { paneSize % Self.day == 0 }
}

extension WindowShape {
    /// End of the window that begins at `start`.
    public func end(of start: Int64) -> Int64 {
        switch self {
        case .tumbling(let size), .sliding(let size, _): start + size
        case .week: start + 7 * Self.day
        case .month: self.start(1, after: start)
        }
    }

    /// Start of the window that comes `count` windows after the one that begins at `start`.
    public func start(_ count: Int64, after start: Int64) -> Int64 {
        switch self {
        case .tumbling, .sliding: start + count * paneSize
        case .week: start + count * 7 * Self.day
        case .month: CivilMonth(number: CivilMonth(containing: start).number + count).start
        }
    }

    /// Start of the window that ends where the one at `start` begins.
    public func previous(of start: Int64) -> Int64 {
        switch self {
        case .sliding(let size, _): start - size
        default: self.start(-1, after: start)
        }
    }

    /// How many windows begin from the previous one on and before the next one: 1 but for sliding ones.
    public var stepsToPrevious: Int {
        if case .sliding(let size, let hop) = self { Int(size / hop) } else { 1 }
    }

    /// Whether windows begin that much before each other, ms.
    public func begins(before distance: Int64) -> Bool {
        switch self {
        case .tumbling, .sliding: distance % paneSize == 0
        case .week: distance % (7 * Self.day) == 0
        case .month: false
        }
    }

    /// Start of the last window that contains a time.
    public func lastStart(containing time: Int64) -> Int64 {
        switch self {
        case .tumbling, .sliding: Self.floor(time, paneSize)
        // The first Monday was 1970-01-05.
        case .week: Self.floor(time - 4 * Self.day, 7 * Self.day) + 4 * Self.day
        case .month: CivilMonth(containing: time).start
        }
    }

    /// Where a window that begins at a moment begins on the clock of a calendar: at a midnight, also on a
    /// day whose midnight the clock leaves out.
    ///
    /// - Parameters:
    ///   - start: of the window, ms UTC.
    ///   - calendar: by whose clock windows begin.
    /// - Returns: nominal ms.
    public func nominalStart(_ start: Int64, _ calendar: ZoneCalendar) -> Int64 {
        lastStart(containing: calendar.nominal(start))
    }

    /// Start of the first window that ends after a time.
    public func firstStart(endingAfter time: Int64) -> Int64 {
        switch self {
        case .sliding(let size, let hop): Self.floor(time - size, hop) + hop
        default: lastStart(containing: time)
        }
    }

    /// How many windows begin from one start on and before another.
    public func count(from start: Int64, to end: Int64) -> Int64 {
        switch self {
        case .tumbling, .sliding: (end - start) / paneSize
        case .week: (end - start) / (7 * Self.day)
        case .month: CivilMonth(containing: end).number - CivilMonth(containing: start).number
        }
    }

    /// Starts of the panes of the window that begins at `start`.
    public func panes(of start: Int64) -> StrideTo<Int64> {
        stride(from: start, to: end(of: start), by: Int(paneSize))
    }

    private static func floor(_ time: Int64, _ step: Int64) -> Int64 {
        let rest = time % step
        return time - (rest < 0 ? rest + step : rest)
    }
}
