// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Story
import Testing

struct StoryTests {
    private static let start: Int64 = 1_767_225_600_000
    private static let day: Int64 = 86_400_000

    /// A record with what it says.
    private struct Told: @unchecked Sendable {
        // Sound: the dictionary holds only values that JSONSerialization made, and nobody writes.
        var record: StoryRecord
        var bytes: [UInt8]
        var event: [String: Any]?

        var type: String { event?["type"] as? String ?? "" }
        var time: Int64 { milliseconds("time") }

        func text(_ name: String) -> String? { event?[name] as? String }

        func milliseconds(_ name: String) -> Int64 {
            guard let text = text(name) else { return -1 }
            // What is not a time gives -1, which no test takes for one.
            let date = try? Date(
                text,
                strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            )
            return date.map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) } ?? -1
        }
    }

    private static func told(_ story: inout Story, days: Int64) -> [Told] {
        var (all, bytes): ([Told], [UInt8]) = ([], [])
        while true {
            let record = story.next(into: &bytes)
            if record.time >= start + days * day { return all }
            // Broken records are part of the story; the tests say which may be nil.
            let event = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            all.append(Told(record: record, bytes: bytes, event: event))
        }
    }

    /// Three days, and the tally after them (with the one record that came after).
    private static let threeDays: (told: [Told], tally: StoryTally) = {
        var story = Story(seed: 11, start: start, eventsPerDay: 10_000)
        let all = told(&story, days: 3)
        return (all, story.tally)
    }()

    @Test func `the same seed tells the same bytes, another seed others`() {
        func bytes(seed: UInt64) -> [UInt8] {
            var story = Story(seed: seed, start: Self.start, eventsPerDay: 50_000)
            var (all, bytes): ([UInt8], [UInt8]) = ([], [])
            for _ in 0..<5_000 {
                _ = story.next(into: &bytes)
                all += bytes
            }
            return all
        }
        let first = bytes(seed: 3)
        #expect(first == bytes(seed: 3))
        #expect(first != bytes(seed: 4))
    }

    @Test func `records come in the order of time, from the start on`() {
        let times = Self.threeDays.told.map(\.record.time)
        #expect(times.first.map { $0 >= Self.start } == true)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `every record that is not broken is a native event of its channel`() {
        let types = Set(EventType.allCases.map(\.name))
        for told in Self.threeDays.told where !told.record.isBroken {
            #expect(told.event != nil && types.contains(told.type) && told.text("id") != nil)
            let delay = told.record.time - told.milliseconds("received")
            #expect((0...60_000).contains(delay) && told.time <= told.record.time - delay)
            let isWeb = told.record.channel == .web
            #expect(told.text("channel") ?? "web" == told.record.channel.name || isWeb)
        }
    }

    @Test func `broken records are marked and counted, and none of them is an event in time`() {
        let broken = Self.threeDays.told.filter(\.record.isBroken)
        #expect(abs(broken.count - Self.threeDays.tally.broken) <= 1 && broken.count > 5)
        for told in broken {
            let isEvent = told.event != nil && !told.type.isEmpty
            #expect(!isEvent || told.event?["time"] as? Int == 0 || told.time == -1)
        }
    }

    @Test func `duplicates and late events are as many as the tally says`() {
        let told = Self.threeDays.told.filter { !$0.record.isBroken }
        let ids = Set(told.compactMap { $0.text("id") })
        #expect(abs(told.count - ids.count - Self.threeDays.tally.duplicates) <= 1)
        #expect(Self.threeDays.tally.duplicates > 20)
        var seen: Set<String> = []
        let late = told.filter { told in
            guard let id = told.text("id"), seen.insert(id).inserted else { return false }
            return told.time < told.record.time - 120_000
        }
        #expect(abs(late.count - Self.threeDays.tally.late) <= 1 && late.count > 20)
    }

    @Test func `the tally counts every record by channel`() {
        let channels = Dictionary(grouping: Self.threeDays.told, by: \.record.channel)
        for channel in StoryChannel.allCases {
            let counted = Self.threeDays.tally.records[Int(channel.rawValue)]
            #expect(abs(counted - channels[channel, default: []].count) <= 1)
        }
        #expect(Self.threeDays.tally.total == Self.threeDays.told.count + 1)
    }

    @Test func `the key lies on the actor's id`() {
        let names = ["anonymous", "device", "message", "object"]
        for told in Self.threeDays.told where !told.record.isBroken {
            let key = String(decoding: told.bytes[told.record.key], as: UTF8.self)
            #expect(key == names.lazy.compactMap { told.text($0) }.first)
        }
    }

    @Test func `a day has about as many events as asked, more in the evening than at night`() {
        let third = Self.threeDays.told.filter { $0.record.time >= Self.start + 2 * Self.day }
        #expect((9_000...11_000).contains(third.count))
        func hour(_ told: Told) -> Int64 { told.record.time % Self.day / 3_600_000 }
        let web = third.filter { $0.record.channel == .web }
        #expect(
            web.count { (18...20).contains(hour($0)) } > 3
                * web.count { (2...4).contains(hour($0)) }
        )
        #expect((200...400).contains(third.map(\.bytes.count).reduce(0, +) / third.count))
    }

    @Test func `about 45 percent of the visits bounce and some convert`() {
        let web = Self.threeDays.told.filter {
            $0.record.channel == .web && $0.text("session") != nil
        }
        let visits = Dictionary(grouping: web) { $0.text("session") ?? "" }.values
        let bounces = visits.count { visit in
            let times = visit.map(\.record.time)
            let length = (times.max() ?? 0) - (times.min() ?? 0)
            return visit.count == 1 || visit.allSatisfy { $0.type != "order" } && length < 10_000
        }
        // Some visits of two pages lose their second one to the end of the story.
        #expect((0.40...0.52).contains(Double(bounces) / Double(visits.count)))
        let converted = visits.count {
            $0.contains { ["order", "conversion", "lead"].contains($0.type) }
        }
        #expect((0.02...0.05).contains(Double(converted) / Double(visits.count)))
        #expect(web.contains { $0.type == "alias" && $0.text("user") != nil })
    }

    @Test func `mails arrive, are opened and clicked as mails are`() {
        let mails = Dictionary(grouping: Self.threeDays.told.filter { $0.record.channel == .email })
        {
            $0.text("message") ?? ""
        }.values
        func share(_ part: Int, of whole: Int) -> Double { Double(part) / Double(whole) }
        func has(_ mail: [Told], _ type: String) -> Bool {
            mail.contains { $0.type == type && $0.event?["human"] as? Bool != false }
        }
        let delivered = mails.filter { has($0, "message_delivered") }
        let opened = delivered.filter { has($0, "message_opened") }
        #expect((0.95...0.99).contains(share(delivered.count, of: mails.count)))
        #expect((0.26...0.33).contains(share(opened.count, of: delivered.count)))
        #expect(
            (0.06...0.18).contains(
                share(opened.count { has($0, "message_clicked") }, of: opened.count)
            )
        )
        let machine = delivered.count { $0.contains { $0.event?["human"] as? Bool == false } }
        #expect((0.11...0.19).contains(share(machine, of: delivered.count)))
    }

    @Test func `about 35 percent of new users come back the next day`() {
        let app = Self.threeDays.told.filter { $0.record.channel == .app }
        let users = Dictionary(grouping: app) { $0.text("device") ?? "" }.values.map { events in
            Set(events.filter { $0.type != "install" }.map { $0.record.time / Self.day })
        }
        let first = Self.start / Self.day
        let early = users.filter { ($0.min() ?? first + 2) < first + 2 }
        let returned = early.count { $0.contains(($0.min() ?? 0) + 1) }
        #expect((0.25...0.45).contains(Double(returned) / Double(early.count)))
    }

    @Test func `totals of a post never fall while it lives`() {
        let totals = Self.threeDays.told.filter { $0.type == "totals" }
        #expect(totals.count > 100)
        for posts in Dictionary(grouping: totals, by: { $0.text("object") ?? "" }).values {
            let seen = posts.compactMap {
                ($0.event?["totals"] as? [String: Any])?["impressions"] as? Int
            }
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test func `a story with too much pending leaves things out and goes on`() {
        var story = Story(seed: 5, start: Self.start, eventsPerDay: 50_000_000, pendingLimit: 1_000)
        var (bytes, last): ([UInt8], Int64) = ([], 0)
        for _ in 0..<20_000 { last = story.next(into: &bytes).time }
        #expect(story.tally.thinned > 1_000 && last > Self.start && story.tally.visits > 1_000)
    }
}
