// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A line that stands for a record of a side topic: `{"key":"u1","time":0,"value":{…}}`.
struct TableLine {
    /// The record's key; nil: it has none.
    let key: [UInt8]?
    /// Its timestamp, ms since 1970; -1: it has none.
    let time: Int64
    /// Its value; nil: it has none.
    let value: [UInt8]?

    /// Reads a line; nil: it is no such object.
    init?(_ line: RawSpan) {
        let bytes = unsafe line.withUnsafeBytes { unsafe Data($0) }
        // What is no JSON is told by its place, not by the parser's reason.
        guard case .object(let object)? = try? JSONDecoder().decode(JSONValue.self, from: bytes)
        else { return nil }
        if case .string(let text)? = object["key"] { key = Array(text.utf8) } else { key = nil }
        switch object["time"] {
        case nil: time = -1
        case .integer(let milliseconds)?: time = milliseconds
        case .number(let milliseconds)?:
            guard let whole = Int64(exactly: milliseconds.rounded(.towardZero)) else { return nil }
            time = whole
        default: return nil
        }
        switch object["value"] {
        case nil, .null?: value = nil
        case .object(let fields)?:
            guard let data = try? JSONEncoder().encode(fields) else { return nil }
            value = Array(data)
        default: return nil
        }
    }
}
