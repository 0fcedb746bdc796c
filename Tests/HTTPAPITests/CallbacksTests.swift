// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Testing

struct CallbacksTests {
    private let routes = ["/text": FixedRoute(text: "hello\n")]

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
    func `a method other than GET and HEAD gets its answer, body or not`(method: String) throws {
        let server = try HTTPServer.local(routes)
        let body = String(repeating: "b", count: 100_000)
        let heads = [
            "Content-Length: 0\r\n\r\n", "Content-Length: \(body.utf8.count)\r\n\r\n" + body,
            "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        ]
        for head in heads {
            let answer = try SocketClient.ask(
                server.port,
                "\(method) /text HTTP/1.1\r\nHost: a\r\n" + head
            )
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == "GET, HEAD")
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
    }

    @Test func `a body that claims to be endless is refused before it comes`() throws {
        let server = try HTTPServer.local(routes)
        let answer = try SocketClient.ask(
            server.port,
            "POST /text HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                + "Content-Length: 1000000000000\r\n\r\n"
        )
        #expect(answer.status == 413)
        #expect(answer.headers["connection"] == "close")
    }

    @Test func `a body without a stated length is cut at the limit`() throws {
        let server = try HTTPServer.local(routes) { $0.bodyLimitBytes = 1_000 }
        let client = try SocketClient(port: server.port)
        let chunk = "200\r\n" + String(repeating: "c", count: 512) + "\r\n"
        try client.send("POST /text HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        try client.send(chunk + chunk)
        #expect(try client.isCut())
    }

    @Test func `a body that looks like a request is not taken for one`() throws {
        let server = try HTTPServer.local(routes)
        let client = try SocketClient(port: server.port)
        let inner = "GET /text HTTP/1.1\r\nHost: a\r\n\r\n"
        try client.send(
            "POST /text HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n" + inner
        )
        #expect(try client.answer().status == 405)
        #expect(try client.isCut())
    }

    @Test func `a GET with a body is answered like one without`() throws {
        let server = try HTTPServer.local(routes)
        let request = "GET /text HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        #expect(try SocketClient.ask(server.port, request).body == "hello\n")
    }

    @Test(arguments: [
        "/../text", "/text/..", "/text/", "//text", "/./text", "/text%00", "/text%00.html",
        "/%2e%2e/text", "/%74ext", "/..%2ftext", "/TEXT", "/text\u{e4}", "/etc/passwd",
        "/%c0%ae%c0%ae/etc/passwd", "http://a/text", "/text;a=b", "text", "/", "*",
    ])
    func `a path that is not exactly a route finds nothing`(path: String) throws {
        let server = try HTTPServer.local(routes)
        let answer = try SocketClient.get(server.port, path)
        #expect([400, 404].contains(answer.status))
        #expect(!answer.body.contains("hello"))
    }

    @Test(arguments: [
        "GET /text HTTP/1.1\r\n\r\n", "GET /text HTTP/1.1 \r\nHost a\r\n\r\n",
        "GET /text HTTP/9.9\r\nHost: a\r\n\r\n",
        "POST /text HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /text HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    ])
    func `what is not HTTP gets an error or nothing`(request: String) throws {
        let server = try HTTPServer.local(routes)
        let client = try SocketClient(port: server.port)
        try client.send(request)
        let status = (try? client.answer().status) ?? 0
        #expect(status == 0 || (400...505).contains(status))
        #expect(try SocketClient.get(server.port, "/text").status == 200)
    }
}
