// SPDX-License-Identifier: Apache-2.0

/// The clock of a time zone.
///
/// *Nominal* time is what that clock shows, in ms since its own 1970: a day of 23 or of 25 hours is
/// one nominal day, and days, weeks and months are regular. The nominal day never goes back: where
/// a clock is put back over a midnight, the day has begun once and goes on, so that what
/// happens then belongs to it.
public struct ZoneCalendar: Sendable, Equatable {
    /// A time without a change of the offset.
    public struct Period: Sendable, Equatable, BitwiseCopyable {
        /// When it begins, ms UTC; `Int64.min` of the first.
        public var from: Int64
        /// When it ends, ms UTC; `Int64.max` of the last.
        public var until: Int64
        /// Nominal time less UTC, ms.
        public var offset: Int64
    }

    /// A change of the offset.
    public struct Change: Sendable, Equatable, BitwiseCopyable {
        /// When it comes, ms UTC.
        public var at: Int64
        /// Nominal time less UTC from then on, ms.
        public var offset: Int64

        /// A change.
        public init(at: Int64, offset: Int64) {
            self.at = at
            self.offset = offset
        }
    }

    /// The clock of UTC.
    public static let utc = ZoneCalendar(offset: 0, changes: [])

    /// At least one, in the order of time and without gaps.
    private let periods: [Period]

    /// A clock.
    ///
    /// - Parameters:
    ///   - offset: Nominal time less UTC before the first change, ms.
    ///   - changes: In the order of time.
    public init(offset: Int64, changes: [Change]) {
        var periods = [Period(from: .min, until: .max, offset: offset)]
        for change in changes {
            let before = periods[periods.count - 1].offset
            if change.offset == before { continue }
            // The day of the last moment before the change is kept.
            let midnight = Self.midnight(change.at - 1 + before)
            let at = max(change.at, midnight - change.offset)
            periods[periods.count - 1].until = at
            periods.append(Period(from: at, until: .max, offset: change.offset))
        }
        self.periods = periods
    }

    /// Whether nominal time is UTC.
    public var isUTC: Bool { periods.count == 1 && periods[0].offset == 0 }

    /// Nominal time of a moment, ms.
    ///
    /// - Parameter time: ms UTC; `Int64.min` stays what it is.
    /// - Returns: What the clock shows.
    /// - Complexity: O(log changes).
    public func nominal(_ time: Int64) -> Int64 {
        time == .min ? time : time + period(of: time).offset
    }

    /// The moment at which a nominal day begins: the first at which the clock shows its midnight
    /// or, where the clock is put forward over that, something later.
    ///
    /// - Parameter nominal: A nominal time, ms.
    /// - Returns: ms UTC.
    /// - Complexity: O(log changes).
    public func utc(_ nominal: Int64) -> Int64 {
        let period = periods[first { $0.until == .max || $0.until + $0.offset > nominal }]
        return max(nominal - period.offset, period.from)
    }

    /// The period that a moment lies in.
    ///
    /// - Complexity: O(log changes).
    public func period(of time: Int64) -> Period {
        periods[first { $0.until == .max || $0.until > time }]
    }

    /// Position of the first period for which something holds that holds for all after it.
    private func first(_ holds: (Period) -> Bool) -> Int {
        var (low, high) = (0, periods.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if holds(periods[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func midnight(_ time: Int64) -> Int64 {
        let rest = time % CivilMonth.day
        return time - (rest < 0 ? rest + CivilMonth.day : rest)
    }
}
