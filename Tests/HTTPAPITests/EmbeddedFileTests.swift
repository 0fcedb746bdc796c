// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import HTTPAPI

struct EmbeddedFileTests {
    private let file = EmbeddedFile(
        Array("<p>hello</p>".utf8),
        contentType: "text/html; charset=utf-8",
        contentSecurityPolicy: "default-src 'self'"
    )

    @Test func `a file carries its type, its policy and a tag, and may be kept`() throws {
        let server = try HTTPServer.local(["/": file])
        let answer = try SocketClient.get(server.port, "/")
        #expect(answer.status == 200)
        #expect(answer.body == "<p>hello</p>")
        #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
        #expect(answer.headers["content-security-policy"] == "default-src 'self'")
        #expect(answer.headers["cache-control"] == "no-cache")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.headers["etag"]?.hasPrefix("W/\"") == true)
    }

    @Test func `who has the file is told that it did not change`() throws {
        let server = try HTTPServer.local(["/": file])
        let tag = try #require(SocketClient.get(server.port, "/").headers["etag"])
        let client = try SocketClient(port: server.port)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\", \(tag)\r\n\r\n")
        let answer = try client.answer(isHead: true)
        #expect(answer.status == 304)
        #expect(answer.headers["etag"] == tag)
        #expect(answer.headers["content-type"] == nil)
        // Had a body followed, it would stand where the next answer begins.
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.answer().body == "<p>hello</p>")
    }

    @Test func `other content has another tag`() {
        let other = EmbeddedFile(Array("<p>hallo</p>".utf8), contentType: "text/html")
        let request = HTTPRequest(path: "/")
        #expect(file.answer(request).version != other.answer(request).version)
    }

    @Test func `bytes in memory that never goes away are taken over`() {
        let literal: StaticString = "static"
        let fixed = unsafe EmbeddedFile(
            UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount),
            contentType: "text/plain"
        )
        #expect(fixed.answer(HTTPRequest(path: "/")).body.bytes == Array("static".utf8))
    }

    @Test func `a file is packed once, as clients like it`() throws {
        let text = String(repeating: "<p>hello</p>", count: 1_000)
        let long = EmbeddedFile(Array(text.utf8), contentType: "text/html")
        var request = HTTPRequest(path: "/")
        request.acceptEncoding = "gzip"
        let first = long.answer(request)
        #expect(first.coding == .gzip)
        #expect(try Opening.gzip(first.body.bytes, count: text.utf8.count) == Array(text.utf8))
        #expect(first.body === long.answer(request).body)
        request.acceptEncoding = ""
        #expect(long.answer(request).body.bytes == Array(text.utf8))
        let server = try HTTPServer.local(["/": long])
        let sent = try SocketClient.get(server.port, "/", "Accept-Encoding: gzip")
        #expect(sent.headers["content-encoding"] == "gzip")
        #expect(sent.headers["vary"] == "Accept-Encoding")
        let plain = try SocketClient.get(server.port, "/")
        #expect(plain.headers["content-encoding"] == nil)
        #expect(plain.headers["vary"] == "Accept-Encoding")
        #expect(plain.body == text)
    }
}
