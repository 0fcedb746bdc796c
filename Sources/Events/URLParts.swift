// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a URL lie in a text (RFC 3986, loosely: it must cope with anything).
struct URLParts {
    /// Whether the text is to be treated as a URL or a path at all.
    let isURL: Bool
    /// Scheme with `://`, or `//`, or nothing.
    let prefix: Range<Int>
    /// Host and port, without user name and password.
    let host: Range<Int>
    let path: Range<Int>
    /// Without the question mark.
    let query: Range<Int>

    /// Takes a text apart; `hostFirst`: without a scheme it begins with a host, as referrers do.
    init(_ text: ByteSlice, hostFirst: Bool = false) {
        let end = Self.first(text, 0..<text.count) {
            $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        }
        let prefixEnd = Self.prefixEnd(text, end)
        var authorityEnd = 0
        if prefixEnd > 0 || hostFirst {
            authorityEnd = Self.first(text, prefixEnd..<end) { $0 == UInt8(ascii: "/") }
        }
        var hostStart = prefixEnd
        for index in prefixEnd..<max(authorityEnd, prefixEnd) where text[index] == UInt8(ascii: "@")
        {
            hostStart = index + 1
        }
        prefix = 0..<prefixEnd
        host = hostStart..<max(authorityEnd, hostStart)
        path = host.upperBound..<end
        query = Self.query(text, end)
        isURL =
            prefixEnd > 0 || text.firstIndex(of: UInt8(ascii: "/"), in: 0..<end) != nil
            || text.firstIndex(of: UInt8(ascii: "="), in: query) != nil
    }

    /// Behind `scheme://` or a leading `//`, else 0.
    private static func prefixEnd(_ text: ByteSlice, _ end: Int) -> Int {
        let slash = UInt8(ascii: "/")
        let stop = first(text, 0..<end) { $0 == UInt8(ascii: ":") || $0 == slash }
        let slashes = stop < end && text[stop] == UInt8(ascii: ":") ? stop + 1 : stop
        guard slashes + 1 < end, text[slashes] == slash, text[slashes + 1] == slash,
            slashes == 0 || slashes > stop
        else { return 0 }
        return slashes + 2
    }

    private static func query(_ text: ByteSlice, _ end: Int) -> Range<Int> {
        guard end < text.count, text[end] == UInt8(ascii: "?") else { return end..<end }
        return end + 1..<first(text, end + 1..<text.count) { $0 == UInt8(ascii: "#") }
    }

    /// Index of the first such byte in the range, or the range's end.
    private static func first(
        _ text: ByteSlice,
        _ range: Range<Int>,
        where isMatch: (UInt8) -> Bool
    ) -> Int {
        for index in range where isMatch(text[index]) { return index }
        return range.upperBound
    }
}
