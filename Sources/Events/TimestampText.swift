// SPDX-License-Identifier: Apache-2.0

/// Reads points in time as people and programs write them outside of events.
public enum TimestampText {
    /// Times of the years 1 to 9999, ms since 1970 UTC.
    public static let range = Timestamp.range

    /// The time that a text of RFC 3339 with a zone names.
    ///
    /// - Returns: ms since 1970 UTC; nil when the text is anything else.
    public static func milliseconds(_ text: String) -> Int64? {
        var text = text
        // Sound: the slice is used inside the closure only, in which the bytes do not move.
        return text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return nil }
            return unsafe Timestamp.parse(ByteSlice(start: start, count: bytes.count))
        }
    }
}
