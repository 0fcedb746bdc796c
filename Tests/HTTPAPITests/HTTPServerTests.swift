// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Testing

struct HTTPServerTests {
    private let routes = ["/text": FixedRoute(text: "hello\n")]

    @Test func `a response carries its length and says that it is not to be stored`() throws {
        let server = try HTTPServer.local(routes)
        let answer = try SocketClient.get(server.port, "/text")
        #expect(answer.status == 200)
        #expect(answer.body == "hello\n")
        #expect(answer.headers["content-length"] == "6")
        #expect(answer.headers["content-type"] == "text/plain")
        #expect(answer.headers["cache-control"] == "no-store")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["referrer-policy"] == "no-referrer")
        #expect(
            answer.headers["content-security-policy"]
                == "default-src 'none'; frame-ancestors 'none'"
        )
        #expect(answer.headers["access-control-allow-origin"] == nil)
    }

    @Test func `HEAD gets the headers of GET without the body`() throws {
        let server = try HTTPServer.local(routes)
        let client = try SocketClient(port: server.port)
        try client.send(
            "HEAD /text HTTP/1.1\r\nHost: a\r\n\r\nGET /text HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        let head = try client.answer(isHead: true)
        #expect(head.status == 200)
        #expect(head.headers["content-length"] == "6")
        // Had a body followed, it would stand where the next answer begins.
        #expect(try client.answer().body == "hello\n")
    }

    @Test func `a thousand requests sent at once are answered in order`() throws {
        let echo = FixedRoute { request in
            HTTPResponse(contentType: "text/plain", body: ResponseBody(request.query[0].name))
        }
        let server = try HTTPServer.local(["/echo": echo])
        let client = try SocketClient(port: server.port)
        let numbers = (0..<1_000).map(String.init)
        try client.send(numbers.map { "GET /echo?\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        #expect(try numbers.map { _ in try client.answer().body } == numbers)
    }

    @Test func `an HTTP 1.0 client is answered and let go`() throws {
        let server = try HTTPServer.local(routes)
        let client = try SocketClient(port: server.port)
        try client.send("GET /text HTTP/1.0\r\n\r\n")
        #expect(try client.answer().body == "hello\n")
        #expect(try client.isCut())
    }

    @Test func `many clients at once all get their answers`() async throws {
        let server = try HTTPServer.local(routes)
        let port = server.port
        let bodies = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let client = try SocketClient(port: port)
                    return try (0..<20).map { _ in
                        try client.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
                        return try client.answer().body
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(bodies.count == 1_000)
        #expect(bodies.allSatisfy { $0 == "hello\n" })
    }

    @Test func `clients that send or read nothing do not hold up others`() throws {
        let large = FixedRoute(text: String(repeating: "x", count: 20_000_000))
        let server = try HTTPServer.local(["/large": large, "/text": FixedRoute(text: "hello\n")])
        let silent = try (0..<20).map { _ in try SocketClient(port: server.port) }
        for client in silent.prefix(10) { try client.send("GET /text HTTP/1.1\r\nHo") }
        let readers = try (0..<10).map { _ in
            let client = try SocketClient(port: server.port)
            try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            return client
        }
        #expect(try SocketClient.get(server.port, "/text").body == "hello\n")
        // Those that wake up are still served.
        try silent[0].send("st: a\r\n\r\n")
        #expect(try silent[0].answer().body == "hello\n")
        #expect(try readers[0].answer().body.utf8.count == 20_000_000)
    }

    @Test func `a stopped server has left its port and its clients`() throws {
        let server = try HTTPServer.local(routes)
        let idle = try SocketClient(port: server.port)
        try idle.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try idle.answer().status == 200)
        let half = try SocketClient(port: server.port)
        try half.send("GET /te")
        server.stop()
        #expect(try idle.isCut())
        #expect(try half.isCut())
        #expect(throws: SocketClient.Failure.self) { try SocketClient(port: server.port) }
        let next = try HTTPServer.local(routes) { $0.port = server.port }
        #expect(try SocketClient.get(next.port, "/text").status == 200)
        server.stop()
        #expect(try SocketClient.get(next.port, "/text").status == 200)
    }

    @Test func `a port that is taken is refused with a sentence`() throws {
        let server = try HTTPServer.local(routes)
        let failure = #expect(throws: HTTPServerError.self) {
            try HTTPServer.local(routes) { $0.port = server.port }
        }
        #expect(failure?.code == .addressInUse)
        #expect(failure?.address == "127.0.0.1:\(server.port)")
        #expect("\(try #require(failure))".contains("another process listens there"))
    }
}
