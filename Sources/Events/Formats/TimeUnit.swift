// SPDX-License-Identifier: Apache-2.0

/// How a field tells a point in time.
///
/// It is declared for each field and never guessed.
public enum TimeUnit: UInt8, Sendable {
    /// RFC 3339.
    case text
    /// The same without a zone, which is UTC; a zone that is there counts.
    case textUTC
    /// Since 1970 UTC, as a number or a text of one, with or without decimal places.
    case seconds
    /// Since 1970 UTC, as a whole number or a text of one.
    case milliseconds, microseconds
    /// As web servers write it: `17/May/2015:10:05:03 +0000`.
    case accessLog

    /// For messages.
    var name: String {
        switch self {
        case .text: "RFC 3339"
        case .textUTC: "date and time in UTC"
        case .seconds: "seconds since 1970"
        case .milliseconds: "milliseconds since 1970"
        case .microseconds: "microseconds since 1970"
        case .accessLog: "day/month/year:hour:minute:second zone"
        }
    }
}

extension FieldReader {
    /// The point in time that a slot tells in its unit, in ms since 1970 UTC.
    @inline(__always)
    func time(_ slot: UInt8, _ unit: TimeUnit) -> Int64? {
        let time: Int64?
        switch unit {
        case .text: return timestamp(slot)
        case .textUTC: return Timestamp.parseUTC(string(slot))
        case .accessLog: return AccessLogTime.parse(string(slot))
        case .seconds:
            guard let seconds = quantity(slot), seconds.magnitude < 1e12 else { return nil }
            time = Int64((seconds * 1000).rounded())
        case .milliseconds: time = wholeNumber(slot)
        case .microseconds: time = wholeNumber(slot).map { $0 / 1000 }
        }
        return time.flatMap { Timestamp.range.contains($0) ? $0 : nil }
    }

    private func wholeNumber(_ slot: UInt8) -> Int64? {
        integer(slot) ?? DecimalText.parseInteger(string(slot))
    }
}
