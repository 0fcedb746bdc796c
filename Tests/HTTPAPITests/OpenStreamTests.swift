// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct OpenStreamTests {
    private let fixture: PublishedFixture
    private let streams = StreamCounts(limit: 3)
    private let server: HTTPServer

    init() throws {
        fixture = try PublishedFixture(seriesLimit: 100_000)
        server = try Self.server(fixture, streams)
    }

    private static func server(
        _ fixture: PublishedFixture,
        _ streams: StreamCounts,
        _ change: (inout HTTPConfiguration) -> Void = { _ in }
    ) throws -> HTTPServer {
        let application = fixture.application(ManualClock(PublishedFixture.end))
        let interface = JSONInterface(
            application,
            streams: streams,
            seriesLimit: 1,
            history: FinalHistory(plan: application.store.current.plan, limitBytes: 1_000),
            alerts: { .init() }
        )
        let text: [String: any HTTPRoute] = ["/text": FixedRoute(text: "hello\n")]
        return try HTTPServer.local(text.merging(interface.routes) { text, _ in text }, change)
    }

    private func follow(_ port: UInt16) throws -> SocketClient {
        let client = try SocketClient(port: port)
        try client.send("GET /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.text(through: "\r\n\r\n").contains("200 OK"))
        _ = try client.text(through: "event: status")
        return client
    }

    private func publish(_ value: Double) {
        let reading = PublishedFixture.reading(value, num: value)
        fixture.store.publish(finals: [.init(series: fixture.visits, reading: reading)])
    }

    /// Asks so often, far more than any limit of these tests needs, for something to become true.
    private func becomes(_ port: UInt16, _ isSo: () -> Bool) throws -> Bool {
        for _ in 0..<1_000_000 where !isSo() { _ = try SocketClient.get(port, "/text") }
        return isSo()
    }

    @Test func `who follows is told of each publication while others are served`() throws {
        let clients = try (0..<3).map { _ in try follow(server.port) }
        #expect(streams.open == 3)
        for value in 1...5 {
            publish(Double(value))
            #expect(try SocketClient.get(server.port, "/text").body == "hello\n")
            for client in clients {
                #expect(try client.text(through: "event: snapshot").contains("id: b0-\(value)\n"))
            }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `who follows by a token that is gone is let go`() throws {
        let folder = try SecretFolder()
        let file = try folder.token("t", "old-token-0123456789", .read)
        let server = try Self.server(fixture, streams) { $0.tokens = [file] }
        let client = try SocketClient(port: server.port)
        func field(_ token: String) -> String { "Authorization: Bearer \(token)" }
        try client.send(
            "GET /api/v1/stream HTTP/1.1\r\nHost: a\r\n\(field("old-token-0123456789"))\r\n\r\n"
        )
        _ = try client.text(through: "event: status")
        #expect(streams.open == 1)
        try folder.write("new-token-0123456789", to: "t")
        // The end of a body in chunks.
        _ = try client.text(through: "\r\n0\r\n\r\n")
        let old = try SocketClient.get(server.port, "/text", field("old-token-0123456789"))
        let new = try SocketClient.get(server.port, "/text", field("new-token-0123456789"))
        #expect(old.status == 401 && new.status == 200)
        #expect(streams.open == 0)
    }

    @Test func `a stream goes over TLS`() throws {
        let folder = try SecretFolder()
        let authority = try TestAuthority(folder)
        let files = try authority.server("server")
        let server = try Self.server(fixture, streams) { $0.tls = files }
        let address = "https://127.0.0.1:\(server.port)/api/v1/stream"
        let read = "curl --silent --no-buffer --max-time 30 --cacert \(authority.certificate)"
        let text = try TestAuthority.run(
            "sh",
            ["-c", "\(read) \(address) | sed '/^event: status/q'"]
        )
        #expect(text.hasPrefix("retry: 2000\n\n") && text.contains("event: snapshot\n"))
    }

    @Test func `one more than can follow is told so`() throws {
        let clients = try (0..<3).map { _ in try follow(server.port) }
        let answer = try SocketClient.get(server.port, "/api/v1/stream")
        #expect(answer.status == 503)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(clients.count == 3)
    }

    @Test func `who leaves makes room`() throws {
        do {
            let client = try follow(server.port)
            #expect(streams.open == 1)
            withExtendedLifetime(client) {}
        }
        // It sleeps: that nobody is there is seen when something is sent.
        #expect(
            try becomes(server.port) {
                publish(1)
                return streams.open == 0
            }
        )
        #expect(streams.dropped == 0)
    }

    @Test func `HEAD gets the headers and does not follow`() throws {
        let client = try SocketClient(port: server.port)
        try client.send(
            "HEAD /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\nGET /text HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        let head = try client.answer(isHead: true)
        #expect(head.status == 200)
        #expect(head.headers["content-type"] == "text/event-stream")
        #expect(head.headers["cache-control"] == "no-store")
        #expect(try client.answer().body == "hello\n")
        #expect(streams.open == 0)
    }

    @Test func `the limit of time for an answer does not cut who waits for news`() throws {
        let server = try Self.server(fixture, streams) { $0.answerMilliseconds = 20 }
        let client = try follow(server.port)
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .milliseconds(200) {
            _ = try SocketClient.get(server.port, "/text")
        }
        publish(1)
        #expect(try client.text(through: "event: snapshot").contains("id: b0-1\n"))
        #expect(streams.dropped == 0)
    }

    @Test func `who does not read is dropped and counted`() throws {
        var finals: [SeriesReading] = []
        // More than the kernel takes into its buffers.
        for number in 0..<50_000 {
            let series = try #require(fixture.register(country: "country \(number)"))
            let reading = PublishedFixture.reading(0.1, num: 1)
            finals.append(.init(series: series, reading: reading))
        }
        fixture.store.publish(finals: finals)
        let server = try Self.server(fixture, streams) { $0.answerMilliseconds = 200 }
        let client = try SocketClient(port: server.port)
        try client.send("GET /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try becomes(server.port) { streams.dropped == 1 })
        #expect(streams.open == 0)
        #expect(try client.isCut())
    }

    @Test func `a stopped server lets go of who waits for news`() throws {
        let clients = try (0..<3).map { _ in try follow(server.port) }
        server.stop()
        for client in clients { #expect(try client.isCut()) }
        #expect(streams.open == 0)
    }
}
