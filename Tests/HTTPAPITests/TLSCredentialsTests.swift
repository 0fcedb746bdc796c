// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import HTTPAPI

struct TLSCredentialsTests {
    private let folder: SecretFolder
    private let authority: TestAuthority
    private let routes = ["/text": FixedRoute(text: "hello\n")]

    init() throws {
        folder = try SecretFolder()
        authority = try TestAuthority(folder)
    }

    @Test func `clients are answered over TLS 1.2 and 1.3, not below and not without`() throws {
        let files = try authority.server("server")
        let server = try HTTPServer.local(routes) { $0.tls = files }
        #expect(try authority.curl(server.port) == "hello\n")
        #expect(try authority.curl(server.port, "/text", ["--tls-max", "1.2"]) == "hello\n")
        #expect(try authority.curl(server.port, "/text", ["--tlsv1.3"]) == "hello\n")
        let old = ["--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT:@SECLEVEL=0"]
        #expect(try authority.curl(server.port, "/text", old) == "")
        #expect(
            try authority.curl(
                server.port,
                "/text",
                ["--ciphers", "AES256-SHA", "--tls-max", "1.2"]
            ) == ""
        )
        #expect(throws: SocketClient.Failure.self) { try SocketClient.get(server.port, "/text") }
        #expect(try authority.curl(server.port) == "hello\n")
    }

    @Test func `browsers are told to come over TLS, for a day, and only there`() throws {
        let files = try authority.server("server")
        let server = try HTTPServer.local(routes) { $0.tls = files }
        let head = try authority.curl(server.port, "/text", ["--include"])
        #expect(head.contains("Strict-Transport-Security: max-age=86400\r\n"))
        let plain = try HTTPServer.local(routes)
        let answer = try SocketClient.get(plain.port, "/text")
        #expect(answer.headers["strict-transport-security"] == nil)
    }

    @Test func `large bodies, many requests and streams go over TLS`() throws {
        let files = try authority.server("server")
        let text = String(repeating: "x", count: 3_000_000)
        let all = routes.merging(["/large": FixedRoute(text: text)]) { one, _ in one }
        let server = try HTTPServer.local(all) { $0.tls = files }
        #expect(try authority.curl(server.port, "/large") == text)
        #expect(
            try authority.curl(server.port, "/text?[1-200]")
                == String(repeating: "hello\n", count: 200)
        )
    }

    @Test func `with an authority for clients others are refused in the handshake`() throws {
        var files = try authority.server("server")
        files.clientAuthority = authority.certificate
        let server = try HTTPServer.local(routes) { $0.tls = files }
        let client = try authority.client("client")
        let stranger = try TestAuthority(folder, name: "stranger").client("foreigner")
        for version in [["--tls-max", "1.2"], ["--tlsv1.3"]] {
            #expect(try authority.curl(server.port, "/text", version) == "")
            #expect(try authority.curl(server.port, "/text", version + stranger) == "")
            let wrong = try authority.client("wrong", usage: "serverAuth")
            #expect(try authority.curl(server.port, "/text", version + wrong) == "")
            #expect(try authority.curl(server.port, "/text", version + client) == "hello\n")
        }
    }

    @Test func `files that do not go together are refused with the one that is wrong`() throws {
        let (one, two) = (try authority.server("one"), try authority.server("two"))
        let text = try folder.write("no certificate", to: "text")
        func failure(_ files: TLSFiles) -> String {
            do throws(HTTPServerError) {
                _ = try TLSCredentials(files)
                return ""
            } catch {
                return "\(error.address): \(error.reason)"
            }
        }
        let crossed = TLSFiles(certificate: one.certificate, key: two.key)
        #expect(
            failure(crossed)
                == "\(two.key): it is not the key of the first certificate in \(one.certificate)"
        )
        #expect(
            failure(TLSFiles(certificate: text, key: one.key)).hasPrefix(
                "\(text): it holds no certificate"
            )
        )
        #expect(
            failure(TLSFiles(certificate: one.certificate, key: text)).hasPrefix(
                "\(text): it holds no key"
            )
        )
        let none = TLSFiles(certificate: folder.path("none"), key: one.key)
        #expect(failure(none).contains("No such file"))
        for wrong in [text, try folder.write("", to: "empty")] {
            let files = TLSFiles(certificate: one.certificate, key: one.key, clientAuthority: wrong)
            #expect(failure(files).hasPrefix("\(wrong): it holds no certificate"))
        }
    }

    @Test func `a new pair is used for new connections, a bad one is not, and old ones go on`()
        throws
    {
        let first = try authority.server("first", days: 10)
        let second = try authority.server("second", days: 20)
        let files = TLSFiles(certificate: folder.path("c"), key: folder.path("k"))
        func install(_ certificate: String, _ key: String) throws {
            try folder.write(String(contentsOfFile: certificate, encoding: .utf8), to: "c")
            try folder.write(String(contentsOfFile: key, encoding: .utf8), to: "k")
        }
        try install(first.certificate, first.key)
        let counts = ServerCounts()
        var served = try ServedCertificate(files, counts)
        let held = served.credentials
        var told: [FileNotice] = []
        func look() { for _ in 0..<3 { served.refresh { told.append($0) } } }
        look()
        #expect(told == [] && served.credentials === held)
        try install(second.certificate, first.key)
        look()
        #expect(
            told.count == 1 && told[0].isProblem
                && told[0].text.hasPrefix("http: the certificate stays as it was: ")
        )
        #expect(served.credentials === held && counts.certificateExpiry == held.expiry)
        try install(second.certificate, second.key)
        look()
        #expect(told.count == 2 && !told[1].isProblem && told[1].text.contains("read anew"))
        #expect(served.credentials !== held)
        #expect(counts.certificateExpiry == served.credentials.expiry)
        #expect(abs(served.credentials.expiry - held.expiry - 10 * 86_400) < 60)
    }
}
