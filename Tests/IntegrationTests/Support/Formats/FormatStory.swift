// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import TestSupport
import Testing

/// What someone does, told in a format of a vendor, and what it must come to.
///
/// Events are told by templates: `<s>` is the time of the record in seconds since 1970, `<ms+90>` that
/// and 90 seconds in milliseconds; see ``Unit``.
struct FormatStory: Sendable, CustomTestStringConvertible {
    /// A record: minutes behind midnight, and its value as a template.
    typealias Told = (minute: Int64, value: String)

    /// How a template writes a time.
    private enum Unit: String {
        /// Since 1970.
        case s, ms, us
        /// RFC 3339, and the same as it stands in a query string.
        case rfc, query
        /// Date and time without a zone, in UTC, with milliseconds.
        case utc
        /// That of access logs, two hours east of Greenwich.
        case log
    }

    /// The minute of the record that closes the windows of all before.
    static let end: Int64 = 10 * 1_440

    let format: InputFormat
    /// Tells several stories in one format apart.
    var variant = ""
    /// What more the settings say of the input.
    var input: [String] = []
    /// The records in the order of their times.
    let told: [Told]
    /// Events that are in the records, with those that are there again.
    let eventCount: Int
    /// Events that are there again.
    var duplicateCount = 0
    /// Events that no KPI counts: of programs, and what is kept as `other`.
    var filteredCount = 0
    /// Values of the first day, by KPI; a count of 0 has none.
    let day: [String: Double]
    /// The least finals that are not empty; about nine tenths of what there are.
    let finals: Int

    var testDescription: String {
        variant.isEmpty ? format.rawValue : "\(format.rawValue), \(variant)"
    }

    /// The name of the story's topic.
    var topic: String {
        let name = variant.isEmpty ? format.rawValue : "\(format.rawValue)-\(variant)"
        return "replay-\(name.replacing("_", with: "-"))"
    }

    /// The value of `inputs` in the settings.
    var inputs: String {
        let members = ["topic: \(topic)", "source: test", "format: \(format.rawValue)"] + input
        return "[{\(members.joined(separator: ", "))}]"
    }

    /// What the replay must say of it, but for the count of snapshots.
    var report: String {
        let counted = eventCount - duplicateCount - filteredCount
        return """
            records: \(told.count) (\(told.count) decoded, 0 empty, 0 rejected)
            events: \(eventCount) (\(counted) counted, 0 late, \(duplicateCount) duplicate, \
            \(filteredCount) filtered, 0 rejected)

            """
    }

    /// The records, with the times written in.
    ///
    /// - Returns: all for one partition.
    /// - Throws: a template names a unit that there is not.
    func records() throws -> [TopicRecord] {
        try told.map { minute, value in
            let time = Scene.midnight + minute * 60_000
            let text = try value.replacing(/<([a-z]+)(?:\+([0-9]+))?>/) { match in
                let unit = try #require(Unit(rawValue: String(match.1)), "\(match.0)")
                return Self.text(of: time + (match.2.flatMap { Int64($0) } ?? 0) * 1_000, unit)
            }
            return TopicRecord(partition: 0, timestamp: time, text: text)
        }
    }

    private static func text(of time: Int64, _ unit: Unit) -> String {
        func date(_ time: Int64) -> String {
            Date(timeIntervalSince1970: Double(time) / 1_000).formatted(.iso8601)
        }
        switch unit {
        case .s: return "\(time / 1_000)"
        case .ms: return "\(time)"
        case .us: return "\(time)000"
        case .rfc: return date(time)
        case .query: return date(time).replacing(":", with: "%3A")
        case .utc: return date(time).replacing("T", with: " ").replacing("Z", with: ".000")
        case .log:
            let parts = date(time + 7_200_000).split(whereSeparator: { "-TZ".contains($0) })
            return "\(parts[2])/Jun/\(parts[0]):\(parts[3]) +0200"
        }
    }
}
