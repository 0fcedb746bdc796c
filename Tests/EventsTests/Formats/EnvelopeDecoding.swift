// SPDX-License-Identifier: Apache-2.0

import Events

extension Event {
    /// Everything an event says, as a text.
    var written: String { "\(identified) id \(id)" }

    /// The same without its own id.
    var identified: String {
        let kinds = "\(type) \(channel) \(subtype) \(stage.map { "\($0)" } ?? "-") \(phase) \(mode)"
        let ids = [user, anonymous, device, session, message, object, response, thread, name]
        let numbers = [value, score, scale, Double(sentiment), Double(time), Double(received)]
        let values = dimensions.indices.map { dimensions[$0] }
        let sums = totals.indices.map { totals[$0] }
        return
            "\(kinds) \(traffic) \(flags.rawValue) \(currency) \(numbers) \(ids) \(values) \(sums)"
    }
}

/// Headers of records, as Kafka stores them.
enum StoredHeaders {
    static func bytes(_ headers: [(String, [UInt8]?)]) -> [UInt8] {
        headers.reduce(into: varint(headers.count)) { bytes, header in
            bytes += varint(header.0.utf8.count) + Array(header.0.utf8)
            bytes += varint(header.1?.count ?? -1) + (header.1 ?? [])
        }
    }

    static func bytes(_ headers: KeyValuePairs<String, String>) -> [UInt8] {
        bytes(headers.map { ($0.key, Array($0.value.utf8)) })
    }

    static func varint(_ number: Int) -> [UInt8] {
        var rest = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

extension Decoding {
    /// The only step of a record with such headers.
    func step(_ value: String, _ headers: KeyValuePairs<String, String>) -> Step? {
        let steps = steps(Array(value.utf8), headers: StoredHeaders.bytes(headers))
        return steps.count == 1 ? steps[0] : nil
    }
}
