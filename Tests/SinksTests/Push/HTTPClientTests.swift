// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Sinks

struct HTTPClientTests {
    private func request(_ server: ScriptedServer) -> PushRequest {
        PushRequest(
            url: "http://127.0.0.1:\(server.port)/a",
            headers: [("X-One", "1")],
            body: Array("{\"ü\":0}".utf8)
        )
    }

    @Test func `it posts what it is given and brings status and body back`() throws {
        let server = try ScriptedServer([.answer(418, "short\nand stout")])
        defer { server.stop() }
        let client = HTTPClient()
        let answer = client.post(request(server))
        #expect(answer == .status(418, excerpt: "short and stout"))
        let again = client.post(request(server))
        #expect(again == .status(200, excerpt: ""))
        let requests = server.requests
        #expect(requests.map(\.line) == ["POST /a HTTP/1.1", "POST /a HTTP/1.1"])
        #expect(requests[0].body == Array("{\"ü\":0}".utf8))
        #expect(requests[0].headers["x-one"] == "1" && requests[0].headers["expect"] == nil)
    }

    @Test func `a password is told to the one who is to know it, and not to the next`() throws {
        let server = try ScriptedServer()
        defer { server.stop() }
        var first = request(server)
        first.user = ("u", "p")
        let client = HTTPClient()
        _ = client.post(first)
        _ = client.post(request(server))
        #expect(server.requests.map { $0.headers["authorization"] } == ["Basic dTpw", nil])
    }

    @Test func `where nobody answers, there is a reason without the address`() throws {
        let server = try ScriptedServer([.close])
        let client = HTTPClient()
        let closed = client.post(request(server))
        #expect(closed == .none("Server returned nothing (no headers, no data)"))
        server.stop()
        var gone = request(server)
        gone.url = "http://127.0.0.1:1/secret"
        let refused = client.post(gone)
        #expect(refused == .none("Couldn't connect to server"))
        gone.url = "file:///etc/passwd"
        let other = client.post(gone)
        #expect(other == .none("Unsupported protocol"))
    }

    @Test func `an answer that is too long is read no further`() throws {
        let long = String(repeating: "x", count: 10 * HTTPClient.mostAnswerBytes)
        let server = try ScriptedServer([.answer(500, long)])
        defer { server.stop() }
        let answer = HTTPClient().post(request(server))
        #expect(answer == .status(500, excerpt: String(repeating: "x", count: 200)))
    }

    /// Asks a server that speaks TLS, answers the first who gets through, and has a certificate `c`.
    private func askEncrypted(
        trusting authority: String?,
        in folder: URL
    ) throws -> PushAnswer {
        func openssl(_ words: String) throws -> ChildProcess {
            try ChildProcess(
                program: "/usr/bin/env",
                arguments: ["openssl"] + words.split(separator: " ").map(String.init),
                environment: ProcessInfo.processInfo.environment,
                folder: folder
            )
        }
        for name in ["c", "other"] {
            let made = try openssl(
                "req -x509 -newkey rsa:2048 -nodes -keyout k.\(name) -out \(name) -days 2 -subj /CN=localhost"
            )
            try #require(made.awaitEnd() == 0)
        }
        let port = try ScriptedServer.freePort()
        let server = try openssl("s_server -accept 127.0.0.1:\(port) -cert c -key k.c -quiet")
        defer { server.kill() }
        server.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        let client = HTTPClient(caFile: authority.map { folder.appending(path: $0).path() })
        var answer = PushAnswer.none("Couldn't connect to server")
        for _ in 0..<1_000 where answer == .none("Couldn't connect to server") {
            answer = client.post(
                PushRequest(url: "https://localhost:\(port)/", headers: [], body: [])
            )
            if !server.isRunning { break }
        }
        return answer
    }

    @Test(
        arguments: [
            (nil, "SSL peer certificate or SSH remote key was not OK"),
            ("other", "SSL peer certificate or SSH remote key was not OK"), ("c", nil),
            ("none", "Problem with the SSL CA cert (path? access rights?)"),
        ] as [(String?, String?)]
    )
    func `a certificate is trusted where an authority that was named vouches for it`(
        authority: String?,
        reason: String?
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try askEncrypted(trusting: authority, in: folder)
        #expect(answer == (reason.map(PushAnswer.none) ?? .status(204, excerpt: "")))
    }

    @Test func `a redirection is not followed`() throws {
        let server = try ScriptedServer([.answer(302, "")])
        defer { server.stop() }
        let answer = HTTPClient().post(request(server))
        #expect(answer.verdict == .failed && server.requests.count == 1)
    }
}
