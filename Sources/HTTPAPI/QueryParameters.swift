// SPDX-License-Identifier: Apache-2.0

import Events
public import KPIs

/// The parameters of a request's query, decoded.
///
/// Each can be given once; what cannot be read is 400.
public struct QueryParameters: Sendable {
    private var values: [String: String] = [:]

    /// Decodes a query (`application/x-www-form-urlencoded`); a parameter without `=` is empty.
    ///
    /// - Throws: 400 for percent signs without two digits, text that is not UTF-8, and a parameter
    ///   that comes twice.
    public init(_ query: [(name: String, value: String?)]) throws(HTTPProblem) {
        for (name, value) in query {
            guard let name = Self.decoded(name), let value = Self.decoded(value ?? "") else {
                throw HTTPProblem(.badRequest, "The query is not percent-encoded UTF-8.")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw HTTPProblem(.badRequest, "A parameter of the query is given twice.")
            }
        }
    }

    /// Refuses parameters that nobody asks for: a slip of the pen would otherwise show everything.
    ///
    /// - Parameters:
    ///   - names: The names that there are.
    ///   - prefix: What names begin with whose rest is free; nil: there are none.
    /// - Throws: 400 for a name that is not among them.
    public func allow(_ names: Set<String>, prefix: String? = nil) throws(HTTPProblem) {
        for name in values.keys where !names.contains(name) {
            if let prefix, name.hasPrefix(prefix) { continue }
            throw HTTPProblem(.badRequest, "There is no parameter of one of the query's names.")
        }
    }

    /// A text; nil if it is not given.
    public func text(_ name: StaticString) -> String? { values["\(name)"] }

    /// What stands behind a prefix of names, with the values: `dims.country=IT`.
    public func texts(prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in values where name.hasPrefix(prefix) {
            found[String(name.dropFirst(prefix.count))] = value
        }
        return found
    }

    /// A list of texts between commas, none of them empty; an empty text is an empty list.
    public func list(_ name: StaticString) throws(HTTPProblem) -> [String]? {
        guard let text = text(name) else { return nil }
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw HTTPProblem(.badRequest, "A list has an empty part.", parameter: name)
        }
        return parts
    }

    /// A whole number within limits.
    public func number(
        _ name: StaticString,
        in limits: ClosedRange<Int>
    ) throws(HTTPProblem) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Self.wholeNumber(text).flatMap({ Int(exactly: $0) }),
            limits.contains(number)
        else {
            throw HTTPProblem(
                .badRequest,
                "A whole number within the limits of the parameter is expected.",
                parameter: name
            )
        }
        return number
    }

    /// A time: ms since 1970, or a date and time of RFC 3339.
    public func time(_ name: StaticString) throws(HTTPProblem) -> Int64? {
        guard let text = text(name) else { return nil }
        guard let time = Self.wholeNumber(text) ?? TimestampText.milliseconds(text),
            TimestampText.range.contains(time)
        else {
            throw HTTPProblem(
                .badRequest,
                "A time is expected: ms since 1970, or as in 2026-01-31T12:00:00Z.",
                parameter: name
            )
        }
        return time
    }

    /// The shape of windows: `1m`, `1h by 5m`.
    public func window(_ name: StaticString) throws(HTTPProblem) -> WindowShape? {
        guard let text = text(name) else { return nil }
        guard let shape = WindowShape(text: text) else {
            throw HTTPProblem(
                .badRequest,
                "A window is expected, as in 1m, or 1h by 5m.",
                parameter: name
            )
        }
        return shape
    }

    /// The number that a text of at most 18 digits is, with a sign or without.
    private static func wholeNumber(_ text: String) -> Int64? {
        let digits = text.first == "-" ? text.dropFirst() : Substring(text)
        guard (1...18).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int64(text)
    }

    /// The text that percent signs stand for; nil: none.
    private static func decoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                // Forms write spaces so.
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
