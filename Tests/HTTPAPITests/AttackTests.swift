// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Testing

/// What somebody without a token may try.
struct AttackTests {
    private let server: HTTPServer
    private let folder: SecretFolder
    private static let token = "right-token-0123456789"
    private static let secret = "a value"

    init() throws {
        folder = try SecretFolder()
        let secret = FixedRoute(text: Self.secret)
        let routes: [String: any HTTPRoute] = [
            "/": EmbeddedFile(Array("page".utf8), contentType: "text/html"),
            "/livez": HealthRoute("livez", checks: []),
            "/readyz": HealthRoute("readyz", checks: [HealthCheck("x") { "topic orders" }]),
            "/metrics": secret, "/api/v1/kpis": secret, "/api/v1/kpis/{id}": secret,
        ]
        let file = try folder.token("t", Self.token, .read)
        server = try HTTPServer.local(routes) {
            $0.tokens = [file]
            $0.idleSeconds = 1
        }
    }

    /// All that comes back for bytes, until the server ends the connection or has answered.
    private func statuses(_ request: String) throws -> [Int] {
        let client = try SocketClient(port: server.port)
        try client.send(request)
        var found: [Int] = []
        // A last request that the server answers and closes after.
        try? client.send("GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        while let answer = try? client.answer() {
            #expect(!answer.body.contains(Self.secret), "\(request)")
            found.append(answer.status)
        }
        return found
    }

    private func isAlive() throws -> Bool {
        try SocketClient.get(server.port, "/livez").body == "ok\n"
    }

    @Test func `the right token gets a value, so that nothing below passes for want of one`() throws
    {
        let field = "Authorization: Bearer \(Self.token)"
        for path in ["/metrics", "/api/v1/kpis", "/api/v1/kpis/web.visits"] {
            #expect(try SocketClient.get(server.port, path, field).body == Self.secret)
            let refused = try SocketClient.get(server.port, path)
            #expect(refused.status == 401)
            #expect(refused.headers["www-authenticate"] == "Bearer")
            #expect(refused.headers["content-type"] == "application/problem+json")
        }
        #expect(try SocketClient.get(server.port, "/").body == "page")
    }

    @Test func `reasons of health are for those who may read`() throws {
        let field = "Authorization: Bearer \(Self.token)"
        let open = try SocketClient.get(server.port, "/readyz?verbose")
        #expect(open.status == 503 && open.body == "[-]x failed\nreadyz check failed\n")
        let told = try SocketClient.get(server.port, "/readyz?verbose", field)
        #expect(told.body.contains("topic orders"))
    }

    @Test(arguments: [
        "//metrics", "/metrics/", "/./metrics", "/x/../metrics", "/%6detrics", "/metrics%00",
        "/metrics%20", "/metrics.", "/metrics;x", "/metrics#", "/METRICS", "/Metrics",
        "/metrics%2f",
        "/%2e/metrics", "/%2e%2e/metrics", "/livez/../metrics", "/livez/%2e%2e/metrics",
        "/livez;/metrics", "/livez%2f..%2fmetrics", "/\\metrics", "/livez?/metrics",
        "/livez%3f/metrics",
        "http://127.0.0.1/metrics", "http://a@b/metrics", "https:///metrics", "///metrics",
        "/api/v1/kpis?access_token=\(token)", "/metrics?_method=GET", "/metrics?X-HTTP-Method=GET",
        "/api/v1/kpis/..", "/api/v1/kpis/../../../livez",
        "/api/v1//kpis", "/api/V1/kpis", "/api/v1/kpis/%2e%2e/%2e%2e", "/api/v1/kpis/{id}",
        "/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%c0%ae%c0%ae/etc/passwd",
        "/....//....//etc/passwd", "/%252e%252e/metrics", "/metrics\u{b}", "/.git/config", "*",
    ])
    func `no way of writing a path leads past the token`(path: String) throws {
        for method in ["GET", "HEAD", "POST", "OPTIONS", "TRACE", "PUT", "DELETE", "get", "FOO"] {
            let found = try statuses(
                "\(method) \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
            )
            // What asks for a page that is open may have it; the value was looked for above.
            let isOpen = path.hasPrefix("/livez?")
            #expect(isOpen || found.first.map { $0 >= 400 } ?? true, "\(method) \(path) \(found)")
        }
        #expect(try isAlive())
    }

    @Test(arguments: [
        "X-HTTP-Method-Override: GET", "X-HTTP-Method: GET", "X-Method-Override: GET",
        "X-Original-URL: /livez", "X-Rewrite-URL: /livez",
        "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: localhost", "X-Real-IP: 127.0.0.1",
        "Forwarded: for=127.0.0.1", "X-Custom-IP-Authorization: 127.0.0.1",
        "Referer: http://a/livez",
        "Cookie: token=\(token)", "X-Api-Key: \(token)", "Authorization: \(token)",
        "Authorization: Basic \(token)", "Authorization : Bearer \(token)",
        " Authorization: Bearer \(token)", "Authorization:\r\n Bearer x\(token)",
        "Authorization: Bearer x\r\nAuthorization: Bearer \(token)",
        "Authorization: Bearer \(token)x", "Proxy-Authorization: Bearer \(token)",
        "Transfer-Encoding: identity", "Connection: Authorization", "Upgrade: h2c",
    ])
    func `no header stands for the token`(field: String) throws {
        let found = try statuses("GET /metrics HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
        #expect(found.first.map { (400..<500).contains($0) } ?? true, "\(found)")
        #expect(try isAlive())
    }

    /// A request that one reader may take for two.
    @Test(arguments: [
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "Content-Length: 44\r\nContent-Length: 0\r\n\r\n", "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n", "Content-Length: 0, 44\r\n\r\n",
        "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u{b}chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "X: y\rContent-Length: 44\r\n\r\n", "Content-Length: 5\r\n\r\n12345",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0;a=\"\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 44\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\n\n",
        "Content-Length: 0\nContent-Length: 44\r\n\r\n", "Content-Length : 44\r\n\r\n",
        "Content-Length: 4 4\r\n\r\n", "Content-Length: 44;0\r\n\r\n",
        "X: y\r\n Content-Length: 44\r\n\r\n",
    ])
    func `no answer comes to a request inside of another`(rest: String) throws {
        let inner = "GET /metrics HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n"
        let found = try statuses("POST /livez HTTP/1.1\r\nHost: a\r\n\(rest)\(inner)")
        // None of them is answered with 2xx, but /livez where it came to be the next request.
        #expect(
            found.allSatisfy { $0 >= 400 || $0 == 200 } && found.count(where: { $0 == 200 }) <= 1
        )
        #expect(found.first != 200, "\(found)")
        #expect(try isAlive())
    }

    @Test func `huge and broken requests are refused, and others go on`() throws {
        let long = String(repeating: "x", count: 100_000)
        let many = (0..<5_000).map { "X-\($0): y\r\n" }.joined()
        for request in [
            "GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n", "\(long) / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /metrics HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n",
            "GET /metrics HTTP/1.1\r\nHost: a\r\n\(many)\r\n", long,
            "\r\n\r\n\r\n\u{0}\u{0}\r\n\r\n",
            "GET /metrics\r\n\r\n", "GET  /metrics  HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /metrics HTTP/2.0\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", "GET /metrics HTTP/1.1\n\n",
            "GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(long)\r\n\r\n",
        ] {
            // The server may end the connection before all is sent.
            let client = try SocketClient(port: server.port)
            try? client.send(request)
            if let answer = try? client.answer() {
                #expect(answer.status >= 400 && !answer.body.contains(Self.secret))
            }
            #expect(try isAlive())
        }
    }

    @Test func `guesses are cut off, and health is told on`() throws {
        let guesses = try (0..<15).map {
            try SocketClient.get(server.port, "/metrics", "Authorization: Bearer guess\($0)").status
        }
        #expect(guesses == Array(repeating: 401, count: 10) + Array(repeating: 429, count: 5))
        let right = "Authorization: Bearer \(Self.token)"
        let answer = try SocketClient.get(server.port, "/metrics", right)
        #expect(answer.status == 429 && Int(answer.headers["retry-after"] ?? "") != nil)
        #expect(try isAlive())
    }
}
