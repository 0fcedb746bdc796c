// SPDX-License-Identifier: Apache-2.0

import Events
import Story
import Testing

@testable import streamgauge

struct DemoFeedTests {
    private static let now: Int64 = 1_767_225_600_000
    private let cluster: DemoCluster
    private let properties: [String: String]

    init() throws {
        cluster = try DemoCluster()
        properties = try Blueprint.checked(cluster.settings(port: 0), identity: .fixed).kafka
    }

    /// A story of an hour and a bit.
    private var story: DemoStory {
        DemoStory(start: Self.now - 3_600_000, now: Self.now, rate: 5)
    }

    /// How many records there are until now, by topic.
    private var past: [String: Int] {
        var (story, past) = (story, [String: Int]())
        while story.record.time <= Self.now {
            past[story.record.channel.name, default: 0] += 1
            story.advance()
        }
        return past
    }

    @Test func `the past is read although the present goes on`() throws {
        var feed = try DemoFeed(story: story, properties: properties)
        let past = past
        #expect(!feed.isPastRead(past))
        while try feed.tell(until: Self.now, read: past) == .more {}
        var almost = past
        almost["web", default: 0] -= 1
        #expect(!feed.isPastRead(almost))
        #expect(feed.isPastRead(past))
        while try feed.tell(until: Self.now + 60_000, read: past) == .more {}
        #expect(feed.isPastRead(past))
        try feed.flush()
    }

    @Test func `a reader that stands still holds the story up`() throws {
        var feed = try DemoFeed(
            story: DemoStory(start: Self.now - 9 * 86_400_000, now: Self.now, rate: 5),
            properties: properties
        )
        var progress = try feed.tell(until: Self.now, read: [:])
        while progress == .more { progress = try feed.tell(until: Self.now, read: [:]) }
        #expect(progress == .full)
        let more = try feed.tell(until: Self.now, read: ["web": 10_000])
        #expect(more == .more)
        try feed.flush()
    }
}
