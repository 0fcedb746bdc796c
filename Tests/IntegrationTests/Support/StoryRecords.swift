// SPDX-License-Identifier: Apache-2.0

import Foundation
import Story
import TestSupport

/// Records of the invented shop, and the events that begin and end a test.
enum StoryRecords {
    /// Records of the first days of a story, placed by their key.
    ///
    /// A first event on each partition sets the watermark, a last one closes the windows of the
    /// story.
    ///
    /// - Parameters:
    ///   - seed: of the story.
    ///   - days: how long it is told.
    ///   - eventsPerDay: about so many.
    ///   - partitions: records of an actor lie in one of so many.
    ///   - quietDays: between the story and the last event; windows that wait longer stay open.
    ///   - isBroken: whether records that cannot be read are among them.
    /// - Returns: the records in the order of their times within each partition.
    static func records(
        seed: UInt64,
        days: Int64 = 2,
        eventsPerDay: Int = 1_000,
        partitions: Int32 = 1,
        quietDays: Int64 = 9,
        isBroken: Bool = true
    ) -> [TopicRecord] {
        let day: Int64 = 86_400_000
        let begin = Scene.midnight
        var story = Story(seed: seed, start: begin + 60_000, eventsPerDay: eventsPerDay)
        var records = (0..<partitions).map { marker(at: begin, partition: $0) }
        var bytes: [UInt8] = []
        while true {
            let told = story.next(into: &bytes)
            guard told.time < begin + days * day else { break }
            if told.isBroken, !isBroken { continue }
            let sum = bytes[told.key].reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
            records.append(
                TopicRecord(
                    partition: Int32(sum) % partitions,
                    timestamp: told.time,
                    key: Array(bytes[told.key]),
                    value: bytes
                )
            )
        }
        let end = begin + (days + quietDays) * day
        return records + (0..<partitions).map { marker(at: end, partition: $0) }
    }

    /// An event nine days later on each partition.
    static func end(after time: Int64, partitions: Int32 = 1) -> [TopicRecord] {
        (0..<partitions).map { marker(at: time + 9 * 86_400_000, partition: $0) }
    }

    /// Page views of three visitors in the last two hours, evenly.
    ///
    /// Values are shown as long as they are fresh, so these events are of today.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - countries: of the visitors in turn, as JSON writes them.
    /// - Returns: them in the order of their times.
    static func recentViews(_ count: Int, countries: [String] = ["de"]) -> [TopicRecord] {
        let now = Int64(Date().timeIntervalSince1970) * 1_000
        return (0..<count).map { number in
            let time = now - 7_200_000 + Int64(number) * 7_200_000 / Int64(count)
            let country = countries[number % countries.count]
            return TopicRecord(
                partition: 0,
                timestamp: time,
                text: """
                    {"type":"page_view","time":\(time),"anonymous":"a-\(number % 3)",\
                    "country":"\(country)"}
                    """
            )
        }
    }

    /// An event of no person, whose time is seen.
    static func marker(at time: Int64, partition: Int32 = 0) -> TopicRecord {
        let text = #"{"type":"rank","time":\#(time),"id":"marker-\#(partition)-\#(time)"}"#
        return TopicRecord(partition: partition, timestamp: time, text: text)
    }
}
