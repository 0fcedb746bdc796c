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

    /// The moments of the period asked for last at which the clock shows a part of a span.
    ///
    /// - Parameters:
    ///   - start: nominal time, ms; some moment of the span is in the period.
    ///   - end: the same of its end.
    /// - Returns: ms UTC.
    public func moments(from start: Int64, to end: Int64) -> Range<Int64> {
        max(period.from, start - period.offset)..<min(period.until, end - period.offset)
    }

    @inline(never) @usableFromInline
    mutating func move(to time: Int64) { period = calendar.period(of: time) }
}
