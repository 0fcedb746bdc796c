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

    @Test func `one more client than the limit is served, and who owes longest is cut`() throws {
        let server = try HTTPServer.local(routes) { $0.connectionLimit = 2 }
        let slow = try SocketClient(port: server.port)
        try slow.send("GET /text HTTP/1.1\r\nHo")
        let idle = try SocketClient(port: server.port)
        try idle.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try idle.answer().status == 200)
        #expect(try SocketClient.get(server.port, "/text").status == 200)
        #expect(try slow.isCut())
        try idle.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try idle.answer().status == 200)
    }

    @Test func `clients that hold all connections and ask nothing keep nobody out`() throws {
        let server = try HTTPServer.local(routes) { $0.connectionLimit = 5 }
        var silent: [SocketClient] = []
        for _ in 0..<80 {
            silent.append(try SocketClient(port: server.port))
            try silent.last?.send("POST /text HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx")
            #expect(try SocketClient.get(server.port, "/text").body == "hello\n")
        }
        #expect(try silent[0].isCut())
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
