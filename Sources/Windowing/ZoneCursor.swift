// SPDX-License-Identifier: Apache-2.0

/// A calendar that remembers the period it was asked for last: between two changes of the offset
/// nominal time costs two compares and an addition.
///
/// - Note: One thread.
public struct ZoneCursor: Sendable {
    @usableFromInline let calendar: ZoneCalendar
    @usableFromInline var period: ZoneCalendar.Period

    /// A cursor over a calendar.
    public init(_ calendar: ZoneCalendar) {
        self.calendar = calendar
        period = calendar.period(of: 0)
    }

    /// Nominal time of a moment, ms.
    @inlinable @inline(__always)
    public mutating func nominal(_ time: Int64) -> Int64 {
        if time < period.from || time >= period.until { move(to: time) }
        return time &+ period.offset
    }

    @inline(never) @usableFromInline
    mutating func move(to time: Int64) { period = calendar.period(of: time) }
}
