// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct BodiesInFlightTests {
    @Test func `a body counts once, for as long as anybody sends it`() {
        var bodies = BodiesInFlight(limitBytes: 10_000)
        let (one, two) = (
            ResponseBody([UInt8](repeating: 1, count: 6_000)),
            ResponseBody([UInt8](repeating: 2, count: 6_000))
        )
        bodies.add(one)
        bodies.add(one)
        #expect(bodies.bytes == 6_000 && bodies.hasRoom)
        #expect(bodies.fits(one) && !bodies.fits(two) && bodies.fits(ResponseBody("small")))
        bodies.remove(one)
        #expect(!bodies.fits(two))
        bodies.remove(one)
        bodies.remove(two)
        #expect(bodies.bytes == 0 && bodies.fits(two))
        bodies.add(ResponseBody([UInt8](repeating: 3, count: 4_096)))
        bodies.add(one)
        #expect(!bodies.hasRoom)
    }

    @Test(.timeLimit(.minutes(2)))
    func `clients that do not read hold no more than there may be, and others are told`() throws {
        // More than the system's buffers take for a client.
        let count = 20_000_000
        let large = FixedRoute { _ in
            HTTPResponse(
                contentType: "text/plain",
                body: ResponseBody([UInt8](repeating: 1, count: count))
            )
        }
        let counts = ServerCounts()
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        configuration.bodyBytesInFlight = 50_000_000
        let routes: [String: any HTTPRoute] = [
            "/large": large, "/text": FixedRoute(text: "hello\n"),
        ]
        let server = try HTTPServer(configuration, routes: RouteTable(routes), counts: counts)
        var clients = try (0..<2).map { _ in
            let client = try SocketClient(port: server.port)
            try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.text(through: "\r\n\r\n").contains("200 OK"))
            return client
        }
        #expect(counts.bodyBytes == 2 * count)
        let answer = try SocketClient.get(server.port, "/large")
        #expect(answer.status == 503 && answer.headers["retry-after"] == "1")
        #expect(try SocketClient.get(server.port, "/text").status == 200)
        // An answer of a few bytes may still be on its way.
        #expect(counts.refused(.memory) == 1 && counts.bodyBytes < 2 * count + 1_000)
        clients.removeLast()
        while counts.bodyBytes > count + 1_000 { _ = try SocketClient.get(server.port, "/text") }
        #expect(try SocketClient.get(server.port, "/large").status == 200)
        #expect(clients.count == 1)
    }
}
