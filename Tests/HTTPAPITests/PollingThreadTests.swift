// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Synchronization
import Testing

struct PollingThreadTests {
    @Test func `a client that never ends its request is cut, the next is served`() throws {
        let server = try HTTPServer.local(["/text": FixedRoute(text: "hello\n")]) {
            $0.answerMilliseconds = 1
        }
        let client = try SocketClient(port: server.port)
        try client.send("GET /text HTTP/1.1\r\nX-Slow: ")
        #expect(try client.isCut())
    }

    @Test func `a client that never reads its answer is cut and its body let go`() throws {
        // More than the kernel takes into its buffers.
        let body = Mutex<ResponseBody?>(
            ResponseBody(String(repeating: "x", count: 50_000_000))
        )
        let isHeld = WeakBody(body.withLock { $0 })
        let large = FixedRoute { _ in
            let body = body.withLock { $0.take() } ?? ResponseBody("")
            return HTTPResponse(contentType: "text/plain", body: body)
        }
        let held = FixedRoute { _ in
            HTTPResponse(contentType: "text/plain", body: ResponseBody("\(isHeld.isThere)"))
        }
        let server = try HTTPServer.local(["/large": large, "/held": held]) {
            $0.answerMilliseconds = 200
        }
        let client = try SocketClient(port: server.port)
        try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        var isLetGo = false
        // Far more often than the deadline needs.
        for _ in 0..<1_000_000 where !isLetGo {
            isLetGo = try SocketClient.get(server.port, "/held").body == "false"
        }
        #expect(isLetGo)
        #expect(throws: SocketClient.Failure.self) { try client.answer() }
    }
}

// Sendable: weak references are loaded atomically, and this one never changes.
private final class WeakBody: @unchecked Sendable {
    private weak var body: ResponseBody?

    init(_ body: ResponseBody?) { self.body = body }

    var isThere: Bool { body != nil }
}
