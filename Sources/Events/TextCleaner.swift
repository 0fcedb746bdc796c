// SPDX-License-Identifier: Apache-2.0

/// Takes out of texts what must not reach a dimension: user names and passwords, query
/// parameters, fragments and path parameters of URLs, and mail addresses anywhere.
struct TextCleaner: ~Copyable, Sendable {
    private let kept: [[UInt8]]
    private var scratch = Scratch()

    /// - Parameter keptParameters: Names of query parameters to keep, as they stand in URLs.
    init(keptParameters: [String]) {
        kept = keptParameters.map { Array($0.utf8) }
    }

    /// Begins a new element: earlier results end here.
    mutating func reset() { scratch.reset() }

    /// The text as it may be kept; itself where nothing has to go.
    @inline(__always)
    mutating func clean(_ text: ByteSlice) -> ByteSlice {
        var parameters = CampaignParameters()
        return clean(text, &parameters)
    }

    /// The text as it may be kept, and what its URL says about the campaign.
    @inline(__always)
    mutating func clean(_ text: ByteSlice, _ parameters: inout CampaignParameters) -> ByteSlice {
        text.isSuspect ? rewrite(text, &parameters) : text
    }

    /// The host of a referrer, in lower case and without port.
    mutating func host(_ text: ByteSlice) -> ByteSlice {
        let host = URLParts.host(in: text)
        guard !host.isEmpty else { return ByteSlice("") }
        scratch.start()
        scratch.append(lowered: text.part(host.lowerBound..<Self.portStart(text, host)))
        return redact(scratch.text)
    }

    /// Where the name of a host ends, which may be an address in brackets.
    private static func portStart(_ text: ByteSlice, _ host: Range<Int>) -> Int {
        if text[host.lowerBound] == UInt8(ascii: "[") {
            let close = text.firstIndex(of: UInt8(ascii: "]"), in: host)
            return close.map { $0 + 1 } ?? host.upperBound
        }
        return text.firstIndex(of: UInt8(ascii: ":"), in: host) ?? host.upperBound
    }

    /// The text in lower case, as far as it is ASCII.
    mutating func lowered(_ text: ByteSlice) -> ByteSlice {
        if text.isEmpty { return text }
        scratch.start()
        scratch.append(lowered: text)
        return scratch.text
    }

    /// The value of a query parameter with `+` and percent escapes undone; as it stands where
    /// that is not UTF-8.
    mutating func decode(_ value: ByteSlice) -> ByteSlice {
        let first = value.first(in: 0..<value.count) {
            $0.matches(UInt8(ascii: "%")) | $0.matches(UInt8(ascii: "+"))
        }
        if first == value.count { return value }
        scratch.start()
        var index = 0
        while index < value.count {
            let byte = value[index]
            if byte == UInt8(ascii: "%"), index + 2 < value.count,
                let high = Self.hexadecimal(value[index + 1]),
                let low = Self.hexadecimal(value[index + 2])
            {
                scratch.append(high << 4 | low)
                index += 3
            } else {
                scratch.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return scratch.text.isUTF8 ? scratch.text : value
    }

    @inline(never)
    private mutating func rewrite(
        _ text: ByteSlice,
        _ parameters: inout CampaignParameters
    ) -> ByteSlice {
        let parts = URLParts(text)
        guard parts.isURL else { return redact(text) }
        scratch.start()
        scratch.append(text.part(parts.prefix))
        scratch.append(text.part(parts.host))
        appendPath(text, parts.path)
        appendQuery(text, parts.query, &parameters)
        return redact(scratch.text)
    }

    /// A `;` begins parameters of a path segment, which is where servers put session ids.
    private mutating func appendPath(_ text: ByteSlice, _ path: Range<Int>) {
        if text.firstIndex(of: UInt8(ascii: ";"), in: path) == nil {
            return scratch.append(text.part(path))
        }
        var isParameter = false
        for index in path {
            if text[index] == UInt8(ascii: ";") { isParameter = true }
            if text[index] == UInt8(ascii: "/") { isParameter = false }
            if !isParameter { scratch.append(text[index]) }
        }
    }

    private mutating func appendQuery(
        _ text: ByteSlice,
        _ query: Range<Int>,
        _ parameters: inout CampaignParameters
    ) {
        var separator = UInt8(ascii: "?")
        var start = query.lowerBound
        while start < query.upperBound {
            let rest = start..<query.upperBound
            let end = text.firstIndex(of: UInt8(ascii: "&"), in: rest) ?? query.upperBound
            let equals = text.firstIndex(of: UInt8(ascii: "="), in: start..<end)
            let name = text.part(start..<(equals ?? end))
            if let equals { parameters.note(name: name, value: text.part(equals + 1..<end)) }
            if isKept(name) {
                scratch.append(separator)
                scratch.append(text.part(start..<end))
                separator = UInt8(ascii: "&")
            }
            start = end + 1
        }
    }

    private func isKept(_ name: ByteSlice) -> Bool {
        for candidate in kept where candidate.count == name.count {
            if candidate.indices.allSatisfy({ candidate[$0] == name[$0] }) { return true }
        }
        return false
    }

    /// The text with `redacted` in the place of each mail address.
    private mutating func redact(_ text: ByteSlice) -> ByteSlice {
        guard var address = MailAddress.first(in: text, from: 0) else { return text }
        scratch.start()
        var rest = 0
        while true {
            scratch.append(text.part(rest..<address.lowerBound))
            scratch.append(ByteSlice("redacted"))
            rest = address.upperBound
            guard let next = MailAddress.first(in: text, from: rest) else { break }
            address = next
        }
        scratch.append(text.part(rest..<text.count))
        return scratch.text
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        if byte &- UInt8(ascii: "0") < 10 { return byte &- UInt8(ascii: "0") }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }
}

extension ByteSlice {
    /// Whether any of `@ % ? # ;` is in it; true also for `!` and `'`, which costs only time.
    @inline(__always)
    fileprivate var isSuspect: Bool {
        // Setting one or two bits makes `;` and `?` the same byte, and likewise `#`, `%`, `!`, `'`.
        let place = first(in: 0..<count) { word in
            word.matches(UInt8(ascii: "@")) | (word | .bytes(0x04)).matches(0x3F)
                | (word | .bytes(0x06)).matches(0x27)
        }
        return place < count
    }

    /// Whether the bytes are UTF-8.
    fileprivate var isUTF8: Bool {
        let span = unsafe Span(_unsafeStart: start, count: count)
        do {
            _ = try UTF8Span(validating: span)
            return true
        } catch {
            return false
        }
    }
}
