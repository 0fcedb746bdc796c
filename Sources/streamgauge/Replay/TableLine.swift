// SPDX-License-Identifier: Apache-2.0

import Foundation

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
        guard let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
            return nil
        }
        key = (object["key"] as? String).map { Array($0.utf8) }
        switch object["time"] {
        case nil: time = -1
        case let number as NSNumber: time = number.int64Value
        default: return nil
        }
        switch object["value"] {
        case nil, is NSNull: value = nil
        case let fields as [String: Any]:
            guard let data = try? JSONSerialization.data(withJSONObject: fields) else { return nil }
            value = Array(data)
        default: return nil
        }
    }
}
