// SPDX-License-Identifier: Apache-2.0

/// Reads a compiled file of the time zone database: TZif of version 2 or later (RFC 9636).
///
/// It is read here and not by the C library, which keeps one zone for the whole process, changes it
/// for all threads, and takes UTC for a zone that it does not know.
struct ZoneFile {
    /// Changes up to the beginning of this year; the offset then stays.
    private static let lastYear: Int64 = 2100
    /// No change is later, or so long ago; s.
    private static let latest: Int64 = 1 << 40
    private static let headerSize = 44

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The clock; nil: the bytes are no such file.
    var calendar: ZoneCalendar? {
        // The first block has times of 32 bits and is there for old readers.
        guard let old = Counts(bytes, at: 0), old.version >= UInt8(ascii: "2") else { return nil }
        let second = Self.headerSize + old.size(timeSize: 4)
        guard let counts = Counts(bytes, at: second) else { return nil }
        let data = second + Self.headerSize
        let footer = data + counts.size(timeSize: 8)
        guard footer < bytes.count, counts.types > 0 else { return nil }
        let kinds = data + counts.times * 8
        let types = kinds + counts.times
        guard let first = offset(types, 0, counts) else { return nil }
        var changes: [ZoneCalendar.Change] = []
        for index in 0..<counts.times {
            // Some files begin with the beginning of all time.
            let seconds = max(-Self.latest, min(Self.latest, number(data + index * 8, size: 8)))
            let at = seconds * 1_000
            guard let offset = offset(types, Int(bytes[kinds + index]), counts),
                changes.isEmpty || at > changes[changes.count - 1].at
            else { return nil }
            changes.append(ZoneCalendar.Change(at: at, offset: offset))
        }
        guard let future = future(footer, after: changes.last?.at) else { return nil }
        return ZoneCalendar(offset: first, changes: changes + future)
    }

    /// The changes that the rule behind the data gives.
    private func future(_ footer: Int, after last: Int64?) -> [ZoneCalendar.Change]? {
        guard bytes[footer] == UInt8(ascii: "\n") else { return nil }
        let text = bytes[(footer + 1)...].prefix { $0 != UInt8(ascii: "\n") }
        if text.isEmpty { return [] }
        guard let rule = ZoneRule(Array(text)) else { return nil }
        let year = last.map { CivilMonth(containing: $0).number / 12 + 1970 } ?? 1970
        guard year < Self.lastYear else { return [] }
        return rule.changes(in: year...Self.lastYear - 1).filter { $0.at > last ?? .min }
    }

    /// The offset of a type of local time, ms.
    private func offset(_ types: Int, _ index: Int, _ counts: Counts) -> Int64? {
        guard index < counts.types else { return nil }
        let seconds = number(types + index * 6, size: 4)
        return abs(seconds) <= 26 * 3_600 ? seconds * 1_000 : nil
    }

    /// A big-endian number with a sign.
    private func number(_ position: Int, size: Int) -> Int64 {
        let bits = bytes[position..<position + size].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }

    /// A header: how many entries the lists behind it have.
    private struct Counts {
        let version: UInt8
        let times: Int
        let types: Int
        private let others: (leaps: Int, characters: Int, indicators: Int)

        init?(_ bytes: [UInt8], at position: Int) {
            let numbers = position + 20
            guard bytes.count >= numbers + 24,
                bytes[position..<position + 4].elementsEqual("TZif".utf8)
            else { return nil }
            let counts = (0..<6).map { index in
                bytes[(numbers + index * 4)...].prefix(4).reduce(0) { $0 << 8 | Int($1) }
            }
            version = bytes[position + 4]
            times = counts[3]
            types = counts[4]
            others = (counts[2], counts[5], counts[0] + counts[1])
        }

        /// Bytes of the lists.
        func size(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + others.characters
                + others.leaps * (timeSize + 4) + others.indicators
        }
    }
}

extension ZoneCalendar {
    /// The clock that a compiled file of the time zone database describes; nil for other bytes.
    ///
    /// From the year 2100 on the offset stays.
    ///
    /// - Parameter zoneFile: Its bytes: TZif of version 2 or later.
    public init?(zoneFile: [UInt8]) {
        guard let calendar = ZoneFile(zoneFile).calendar else { return nil }
        self = calendar
    }
}
