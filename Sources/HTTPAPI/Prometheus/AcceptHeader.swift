// SPDX-License-Identifier: Apache-2.0

/// The media ranges of an `Accept` header (RFC 9110, section 12.5.1).
struct AcceptHeader {
    /// In the order of the header; what cannot be read is left out.
    let ranges: [MediaRange]

    /// What a client would take, and how gladly.
    struct MediaRange: Equatable {
        /// Lower case; `*` for any.
        var type: String
        /// Lower case; `*` for any.
        var subtype: String
        /// The parameter `version`, with which expositions tell their formats apart.
        var version: String?
        /// From 0, not at all, to 1.
        var quality = 1.0
    }

    init(_ text: String) {
        ranges = Self.split(text, at: ",").compactMap(Self.range)
    }

    private static func range(_ text: Substring) -> MediaRange? {
        let parts = split(text, at: ";")
        let names = parts[0].lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else { return nil }
        var range = MediaRange(type: String(names[0]), subtype: String(names[1]))
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            let value = unquoted(trimmed(pair[1]))
            switch trimmed(pair[0]).lowercased() {
            case "version": range.version = value
            case "q":
                guard let quality = Double(value), (0...1).contains(quality) else { return nil }
                range.quality = quality
            default: break
            }
        }
        return range
    }

    /// Splits outside of quoted strings, and takes white space off the parts.
    private static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
        var isQuoted = false
        var wasBackslash = false
        return text.split(omittingEmptySubsequences: false) { character in
            let isEscaped = wasBackslash
            wasBackslash = isQuoted && !isEscaped && character == "\\"
            if character == "\"" && !isEscaped { isQuoted.toggle() }
            return character == separator && !isQuoted
        }.map { trimmed(Substring($0)) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let start = text.drop(while: isSpace)
        let count = start.reversed().drop(while: isSpace).count
        return start.prefix(count)
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        return String(text.dropFirst().dropLast())
    }
}
