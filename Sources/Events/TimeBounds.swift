// SPDX-License-Identifier: Apache-2.0

/// Which event times are plausible: not too long before the event was received, not too far ahead.
///
/// An implausible time must never move a watermark; both bounds are inclusive.
@frozen public struct TimeBounds: Sendable, BitwiseCopyable {
    private let maxAgeMilliseconds: Int64
    private let maxAheadMilliseconds: Int64

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
    public func check(_ event: borrowing Event) -> DecodeError? {
        // Both times lie within ten thousand years, so the difference cannot overflow.
        let ahead = event.time - event.received
        return ahead <= maxAheadMilliseconds && -ahead <= maxAgeMilliseconds ? nil : .badTime
    }
}
