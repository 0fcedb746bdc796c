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

    /// Asks a server over TLS, as soon as it is there.
    private func ask(_ client: borrowing HTTPClient, _ server: EncryptedServer) -> PushAnswer {
        var answer = PushAnswer.none("Couldn't connect to server")
        for _ in 0..<1_000 where answer == .none("Couldn't connect to server") {
            answer = client.post(
                PushRequest(url: server.url, headers: [], body: Array("{}".utf8))
            )
            if answer == .none("Couldn't connect to server") { Thread.sleep(forTimeInterval: 0.02) }
        }
        return answer
    }

    @Test(
        arguments: [
            (nil, "SSL peer certificate or SSH remote key was not OK"),
            ("other", "SSL peer certificate or SSH remote key was not OK"), ("own", nil),
            ("none", "Problem with the SSL CA cert (path? access rights?)"),
        ] as [(String?, String?)]
    )
    func `a certificate is trusted where an authority that was named vouches for it`(
        authority: String?,
        reason: String?
    ) throws {
        let certificates = try CertificateFolder(["own", "other"])
        let server = try EncryptedServer(certificates, "own")
        let answer = ask(HTTPClient(caFile: authority.map(certificates.certificate)), server)
        #expect(answer == (reason.map(PushAnswer.none) ?? .status(204, excerpt: "")))
    }

    @Test func `an authority that is taken out of its file is not trusted for a session of before`()
        throws
    {
        let certificates = try CertificateFolder(["own", "other"])
        let server = try EncryptedServer(certificates, "own")
        let trusted = certificates.url.appending(path: "trusted")
        func trust(_ name: String) throws {
            try Data(contentsOf: URL(filePath: certificates.certificate(name))).write(to: trusted)
        }
        try trust("own")
        let client = HTTPClient(caFile: trusted.path())
        for _ in 0..<2 {
            let answer = ask(client, server)
            #expect(answer == .status(204, excerpt: ""))
        }
        try trust("other")
        let answer = ask(client, server)
        #expect(answer == .none("SSL peer certificate or SSH remote key was not OK"))
    }

    @Test func `a redirection is not followed`() throws {
        let server = try ScriptedServer([.answer(302, "")])
        defer { server.stop() }
        let answer = HTTPClient().post(request(server))
        #expect(answer.verdict == .failed && server.requests.count == 1)
    }
}
