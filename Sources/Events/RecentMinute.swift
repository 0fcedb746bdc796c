// SPDX-License-Identifier: Apache-2.0

/// Reads points in time that lie near each other, as those of a stream do: the calendar is asked once a
/// minute, not for each.
struct RecentMinute: BitwiseCopyable {
    /// The words of the last text of the common form, up to its minutes.
    private var words = (UInt64(0), UInt64(0))
    /// What they mean, ms since 1970 UTC.
    private var start: Int64 = 0

    init() {
        let epoch = ByteSlice("1970-01-01T00:00")
        words = (epoch.word(at: 0), epoch.word(at: 8))
    }

    /// Reads a date and time of RFC 3339 with a zone, as `Timestamp.parse` does.
    ///
    /// - Parameter text: of any length.
    /// - Returns: ms since 1970 UTC, or nil when the text is anything else.
    @inline(__always)
    mutating func parse(_ text: ByteSlice) -> Int64? {
        guard text.count == CommonTimestamp.length else { return Timestamp.parse(text) }
        let (first, second) = (text.word(at: 0), text.word(at: 8))
        guard (first == words.0 && second == words.1) || moves(to: first, second),
            let rest = CommonTimestamp.rest(text.word(at: 16)),
            Timestamp.range.contains(start + rest)
        else { return Timestamp.parse(text) }
        return start + rest
    }

    /// Takes another minute; false: the words are none.
    @inline(never)
    private mutating func moves(to first: UInt64, _ second: UInt64) -> Bool {
        guard let minute = CommonTimestamp.minute(first, second) else { return false }
        (words, start) = ((first, second), minute)
        return true
    }
}
