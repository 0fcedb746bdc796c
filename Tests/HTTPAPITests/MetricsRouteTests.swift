// SPDX-License-Identifier: Apache-2.0

import KPIs
import Synchronization
import Testing

@testable import HTTPAPI

struct MetricsRouteTests {
    private let fixture: PublishedFixture
    private let clock = ManualClock(PublishedFixture.end + 2_000)
    private let route: MetricsRoute

    init() throws {
        let fixture = try PublishedFixture()
        let clock = clock
        self.fixture = fixture
        route = MetricsRoute(
            store: fixture.store,
            version: "1.2.3",
            staleAfterMilliseconds: 300_000,
            now: { clock.now },
            process: { ProcessReading(cpuSeconds: Double(clock.readings)) }
        )
        let reading = PublishedFixture.reading(5, num: 5)
        fixture.store.publish(
            live: [.init(series: fixture.visits, reading: reading)],
            finals: [.init(series: fixture.visits, reading: reading)],
            status: PublishedFixture.status
        )
    }

    private func text(accept: String = "") throws -> String {
        text(of: try route.answer(HTTPRequest(path: "/metrics", accept: accept)))
    }

    private func text(of answer: HTTPResponse) -> String {
        String(decoding: answer.body.bytes, as: UTF8.self)
    }

    @Test func `the header decides on the format`() throws {
        let server = try HTTPServer.local(["/metrics": route])
        let plain = try SocketClient.get(server.port, "/metrics")
        #expect(plain.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(!plain.body.contains("# EOF"))
        let open = try SocketClient.get(
            server.port,
            "/metrics",
            "Accept: text/plain;q=0.5",
            "Accept: application/openmetrics-text;version=1.0.0"
        )
        #expect(
            open.headers["content-type"]
                == "application/openmetrics-text; version=1.0.0; charset=utf-8"
        )
        #expect(try OpenMetricsDocument(open.body).families.count > 15)
    }

    @Test func `both formats hold the same samples`() throws {
        let open = try OpenMetricsDocument(try text(accept: "application/openmetrics-text"))
        let plain = try text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(open.families.values.map(\.samples.count).reduce(0, +) == plain.count)
    }

    @Test func `promtool has nothing to say against it`() throws {
        for value in ["DE", "a\"b\\c\nd", "", "{}", "Zürich 🛒", "\u{1}"] {
            let series = try #require(fixture.register(country: value))
            var reading = PublishedFixture.reading(1, num: 1)
            reading.target = TargetStanding(status: .breach, since: 0)
            fixture.store.publish(finals: [.init(series: series, reading: reading)])
        }
        let server = try HTTPServer.local([
            "/metrics": MetricsRoute(
                store: fixture.store,
                version: "1.2.3",
                streams: StreamCounts(limit: 1),
                server: ServerCounts(),
                reloads: ReloadCounts(start: 0),
                staleAfterMilliseconds: 0,
                now: { PublishedFixture.end }
            )
        ])
        let answer = try SocketClient.get(server.port, "/metrics")
        #expect(answer.status == 200)
        #expect(answer.body.contains("streamgauge_kpi_value{kpi=\"web.visits\""))
        #expect(answer.body.contains("country=\"DE\",status=\"breach\"} 1\n"))
        #expect(try Promtool.complaints(about: answer.body) == "")
    }

    @Test func `values disappear when the watermark stands still for too long`() throws {
        #expect(try text().contains("\nstreamgauge_kpi_value{"))
        clock.now += 300_000
        #expect(try !text().contains("streamgauge_kpi_value"))
        #expect(try text().contains("\nstreamgauge_kpi_numerator{"))
    }

    @Test func `one rendering serves a second, unless something new is published`() throws {
        let first = try route.answer(HTTPRequest(path: "/metrics")).body
        clock.now += 999 - clock.now % 1_000
        #expect(try route.answer(HTTPRequest(path: "/metrics")).body === first)
        clock.now += 1
        let second = try route.answer(HTTPRequest(path: "/metrics")).body
        #expect(second !== first)
        fixture.store.publish()
        #expect(try route.answer(HTTPRequest(path: "/metrics")).body !== second)
    }

    @Test func `storage that nobody reads is used again`() throws {
        let first = ObjectIdentifier(try route.answer(HTTPRequest(path: "/metrics")).body)
        clock.now += 1_000
        #expect(ObjectIdentifier(try route.answer(HTTPRequest(path: "/metrics")).body) == first)
    }

    @Test func `slow readers cannot hold more than the limit, and what they hold stays`() throws {
        var held: [HTTPResponse] = []
        var texts: [String] = []
        for _ in 0..<MetricsRoute.renderingLimit {
            held.append(try route.answer(HTTPRequest(path: "/metrics")))
            texts.append(text(of: held[held.count - 1]))
            clock.now += 1_000
        }
        #expect(held.allSatisfy { $0.status == .ok })
        let refused = #expect(throws: HTTPProblem.self) {
            try route.answer(HTTPRequest(path: "/metrics"))
        }
        #expect(refused?.status == .serviceUnavailable)
        #expect(refused?.retryAfterSeconds == 1)
        #expect(held.map(text(of:)) == texts)
        #expect(Set(texts).count == MetricsRoute.renderingLimit)
        held.removeFirst()
        #expect(try route.answer(HTTPRequest(path: "/metrics")).status == .ok)
    }

    @Test func `two thousand series are rendered whole`() throws {
        let large = try PublishedFixture(seriesLimit: 2_000)
        var finals: [SeriesReading] = []
        while let series = large.register(country: "country \(finals.count)") {
            finals.append(.init(series: series, reading: PublishedFixture.reading(0.1, num: 1)))
        }
        let running = finals.map { told in
            var told = told
            told.reading.start += 60_000
            return told
        }
        large.store.publish(live: running, finals: finals, status: PublishedFixture.status)
        let route = MetricsRoute(
            store: large.store,
            version: "1",
            streams: StreamCounts(limit: 1),
            server: ServerCounts(),
            reloads: ReloadCounts(start: 0),
            staleAfterMilliseconds: 0
        ) { 0 }
        let text = text(
            of: try route.answer(HTTPRequest(path: "/", accept: "application/openmetrics-text"))
        )
        let families = try OpenMetricsDocument(text).families
        for name in ["value", "live", "numerator", "window_end_timestamp_seconds"] {
            #expect(families["streamgauge_kpi_\(name)"]?.samples.count == finals.count)
        }
        #expect(finals.count == 1_998)
        #expect(text.contains("\nstreamgauge_series_dropped_total 1\n"))
    }
}
