// SPDX-License-Identifier: Apache-2.0

/// Which event times are plausible: not too long before the event was received, not too far ahead.
///
/// An implausible time must never move a watermark; both bounds are inclusive.
@frozen public struct TimeBounds: Sendable, BitwiseCopyable {
    @usableFromInline let maxAgeMilliseconds: Int64
    @usableFromInline let maxAheadMilliseconds: Int64

    /// Makes bounds from `time.max_age` and `time.max_ahead`; neither is negative.
    public init(
        maxAgeMilliseconds: Int64 = 72 * 3_600_000,
        maxAheadMilliseconds: Int64 = 600_000
    ) {
        precondition(maxAgeMilliseconds >= 0 && maxAheadMilliseconds >= 0, "a bound is negative")
        self.maxAgeMilliseconds = maxAgeMilliseconds
        self.maxAheadMilliseconds = maxAheadMilliseconds
    }

    /// The error of an event whose time is implausible, or nil.
    ///
    /// The event's own `received` cannot make a time plausible that lies ahead of its record.
    ///
    /// - Parameters:
    ///   - event: its time and when it was received.
    ///   - recordTimestamp: of the record that it came in, ms since 1970; negative: it has none.
    /// - Returns: `.badTime`, or nil.
    @inlinable
    public func check(
        _ event: borrowing Event,
        recordTimestamp: Int64 = -1
    ) -> DecodeError? {
        // The event's times lie within ten thousand years, so their difference cannot overflow.
        let ahead = event.time - event.received
        guard ahead <= maxAheadMilliseconds, -ahead <= maxAgeMilliseconds else { return .badTime }
        guard recordTimestamp >= 0 else { return nil }
        // A record may say any time, also one so late that the difference would overflow.
        let aheadOfRecord = event.time - min(recordTimestamp, 1 << 60)
        return aheadOfRecord <= maxAheadMilliseconds ? nil : .badTime
    }
}
