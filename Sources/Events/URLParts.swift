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

    /// Takes a text apart.
    init(_ text: ByteSlice) {
        let end = text.first(in: 0..<text.count, Self.queries)
        let prefixEnd = Self.prefixEnd(text)
        prefix = 0..<prefixEnd
        host = prefixEnd > 0 ? Self.host(text, prefixEnd) : 0..<0
        path = host.upperBound..<end
        query = Self.query(text, end)
        isURL =
            prefixEnd > 0 || text.firstIndex(of: UInt8(ascii: "/"), in: 0..<end) != nil
            || text.firstIndex(of: UInt8(ascii: "="), in: query) != nil
    }

    /// Where the host lies in a text that begins with one if it has no scheme, as referrers do.
    static func host(in text: ByteSlice) -> Range<Int> { host(text, prefixEnd(text)) }

    /// The authority from an index on, without user name and password.
    private static func host(_ text: ByteSlice, _ start: Int) -> Range<Int> {
        let end = text.first(in: start..<text.count) { queries($0) | $0.matches(UInt8(ascii: "/")) }
        var begin = start
        while let at = text.firstIndex(of: UInt8(ascii: "@"), in: begin..<end) { begin = at + 1 }
        return begin..<end
    }

    /// Behind `scheme://` or a leading `//`, else 0.
    private static func prefixEnd(_ text: ByteSlice) -> Int {
        let (slash, colon) = (UInt8(ascii: "/"), UInt8(ascii: ":"))
        let stop = text.first(in: 0..<text.count) {
            queries($0) | $0.matches(slash) | $0.matches(colon)
        }
        guard stop < text.count else { return 0 }
        let slashes = text[stop] == colon ? stop + 1 : 0
        guard slashes + 1 < text.count, text[slashes] == slash, text[slashes + 1] == slash
        else { return 0 }
        return slashes + 2
    }

    private static func query(_ text: ByteSlice, _ end: Int) -> Range<Int> {
        guard end < text.count, text[end] == UInt8(ascii: "?") else { return end..<end }
        let begin = end + 1
        return begin..<text.first(in: begin..<text.count) { $0.matches(UInt8(ascii: "#")) }
    }

    /// What ends a path.
    @inline(__always)
    private static func queries(_ word: UInt64) -> UInt64 {
        word.matches(UInt8(ascii: "?")) | word.matches(UInt8(ascii: "#"))
    }
}
