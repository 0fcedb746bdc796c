// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Testing

struct DaemonHandleTests {
    private let routes = ["/text": FixedRoute(text: "hello\n")]

    @Test func `clients above the limit of one address are turned away`() throws {
        let server = try HTTPServer.local(routes) { $0.connectionLimitPerAddress = 2 }
        let first = try SocketClient(port: server.port)
        let second = try SocketClient(port: server.port)
        try second.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try second.answer().status == 200)
        #expect(try SocketClient(port: server.port).isCut())
        try first.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try first.answer().status == 200)
    }

    @Test func `clients above the limit of all wait until one leaves`() throws {
        let server = try HTTPServer.local(routes) { $0.connectionLimit = 1 }
        var first: SocketClient? = try SocketClient(port: server.port)
        try first?.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try first?.answer().status == 200)
        let second = try SocketClient(port: server.port)
        try second.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        first = nil
        #expect(try second.answer().status == 200)
    }

    @Test func `a connection on which nothing moves is closed`() throws {
        let server = try HTTPServer.local(routes) { $0.idleSeconds = 1 }
        #expect(try SocketClient(port: server.port).isCut())
    }

    @Test func `a head beyond the memory of a connection is refused`() throws {
        let server = try HTTPServer.local(routes)
        let long = String(repeating: "x", count: 20_000)
        #expect(try SocketClient.get(server.port, "/text", "X-Long: \(long)").status == 431)
        #expect([414, 431].contains(try SocketClient.get(server.port, "/\(long)").status))
        let many = (0..<2_000).map { "X-\($0): y" }.joined(separator: "\r\n")
        #expect(try SocketClient.get(server.port, "/text", many).status == 431)
        #expect(try SocketClient.get(server.port, "/text").status == 200)
    }
}
