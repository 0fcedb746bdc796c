// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct EventStreamTests {
    private let bench: StreamBench

    init() throws { bench = try StreamBench() }

    @Test func `a new client gets everything, then the status`() throws {
        bench.publish(bench.fixture.visits, 3)
        let events = bench.events(of: try bench.stream())
        #expect(events.count == 3)
        #expect(events[0] == "retry: 2000")
        #expect(events[1].hasPrefix("id: b0-1\nevent: snapshot\ndata: {\"sequence\":1,"))
        let snapshot = try bench.data(events[1])
        #expect(snapshot["whole"] as? Bool == true)
        #expect((snapshot["series"] as? [Any])?.count == 1)
        #expect(events[2].hasPrefix("event: status\ndata: {\"application\":\"shop\","))
    }

    @Test func `then it gets what changed, once`() throws {
        bench.publish(bench.fixture.visits, 3)
        let stream = try bench.stream()
        _ = bench.events(of: stream)
        bench.publish(bench.fixture.bounceRate, 0.5)
        let next = bench.events(of: stream)
        #expect(next.count == 1)
        #expect(next[0].hasPrefix("id: b0-2\n"))
        let change = try bench.data(next[0])
        #expect(change["whole"] as? Bool == false)
        let series = try #require(change["series"] as? [[String: Any]])
        #expect(series.map { $0["kpi"] as? String } == ["web.bounce_rate"])
        #expect(bench.events(of: stream).isEmpty)
    }

    @Test func `publications that it slept through come as one`() throws {
        let stream = try bench.stream()
        _ = bench.events(of: stream)
        for value in 1...5 { bench.publish(bench.fixture.visits, Double(value)) }
        bench.publish(bench.fixture.bounceRate, 0.5)
        let next = bench.events(of: stream)
        #expect(next.count == 1)
        #expect(next[0].hasPrefix("id: b0-6\n"))
        #expect((try bench.data(next[0])["series"] as? [Any])?.count == 2)
    }

    @Test func `who comes back gets what changed meanwhile`() throws {
        bench.publish(bench.fixture.visits, 3)
        bench.publish(bench.fixture.bounceRate, 0.5)
        let change = try bench.data(bench.events(of: try bench.stream(after: "b0-1"))[1])
        #expect(change["whole"] as? Bool == false)
        #expect((change["series"] as? [Any])?.count == 1)
        // Nothing new: the status is next.
        #expect(bench.events(of: try bench.stream(after: "b0-2"))[1].hasPrefix("event: status"))
    }

    @Test func `a filter holds for all that comes`() throws {
        let stream = try bench.stream([("kpi", "web.visits")])
        _ = bench.events(of: stream)
        bench.publish(bench.fixture.bounceRate, 0.5)
        let other = try bench.data(bench.events(of: stream)[0])
        #expect((other["series"] as? [Any])?.isEmpty == true)
        bench.publish(bench.fixture.visits, 3)
        let own = try bench.data(bench.events(of: stream)[0])
        #expect((own["series"] as? [Any])?.count == 1)
    }

    @Test func `who follows and misses some of what happened gets everything`() throws {
        bench.publish(bench.fixture.visits, 3)
        let stream = try bench.stream()
        _ = bench.events(of: stream)
        let alert = PublishedEvent(name: "alert", json: Array(#"{"v":1}"#.utf8))
        let alerts = Array(repeating: alert, count: SnapshotStore.eventLimit + 1)
        bench.fixture.store.publish(events: alerts)
        let next = try bench.data(try #require(bench.events(of: stream).last))
        #expect(next["whole"] as? Bool == true)
        #expect((next["series"] as? [Any])?.count == 1)
        #expect(bench.events(of: stream).isEmpty)
    }

    @Test func `what happened comes before the id of its publication`() throws {
        let stream = try bench.stream()
        _ = bench.events(of: stream)
        let alert = PublishedEvent(name: "alert", json: Array(#"{"v":1}"#.utf8))
        bench.fixture.store.publish(events: [alert])
        let next = bench.events(of: stream)
        #expect(next[0] == "event: alert\ndata: {\"v\":1}")
        #expect(next[1].hasPrefix("id: b0-1\n"))
        #expect(bench.events(of: try bench.stream(after: "b0-0"))[1] == next[0])
        // Who is new asks for the state of alerts anyway.
        #expect(bench.events(of: try bench.stream())[1].hasPrefix("id: b0-1\n"))
    }

    @Test func `who was away longer than events are kept gets everything`() throws {
        for _ in 0...SnapshotStore.eventLimit {
            bench.fixture.store.publish(events: [
                PublishedEvent(name: "alert", json: Array("1".utf8))
            ])
        }
        #expect(
            try bench.data(bench.events(of: try bench.stream(after: "b0-0"))[1])["whole"] as? Bool
                == true
        )
        let late = bench.events(of: try bench.stream(after: "b0-2"))
        #expect(late.count { $0.hasPrefix("event: alert") } == SnapshotStore.eventLimit - 1)
    }

    @Test func `the status comes every five seconds, a comment every fifteen`() throws {
        let stream = try bench.stream()
        _ = bench.events(of: stream)
        bench.monotonic.now += EventStream.statusMilliseconds - 1
        #expect(bench.events(of: stream).isEmpty)
        bench.monotonic.now += 1
        #expect(bench.events(of: stream).map { $0.prefix(13) } == ["event: status"])
        bench.monotonic.now = EventStream.heartbeatMilliseconds
        #expect(bench.events(of: stream).map { $0.prefix(13) } == ["event: status", ":"])
    }

}
