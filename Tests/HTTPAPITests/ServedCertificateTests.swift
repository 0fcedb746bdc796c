// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPAPI
import Testing

struct ServedCertificateTests {
    /// A client that stays connected, and what it reads.
    private final class Session {
        private let process = Process()
        private let input = Pipe()
        private let output = Pipe()

        init(_ port: UInt16) throws {
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["openssl", "s_client", "-quiet", "-connect", "127.0.0.1:\(port)"]
            process.standardInput = input
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
        }

        deinit { process.terminate() }

        /// The next answer; empty when the connection is closed.
        func get(_ path: String, until end: String) throws -> String {
            let request = "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
            try input.fileHandleForWriting.write(contentsOf: Data(request.utf8))
            var text = ""
            while !text.hasSuffix(end) {
                let more = output.fileHandleForReading.availableData
                if more.isEmpty { return "" }
                text += String(decoding: more, as: UTF8.self)
            }
            return text
        }
    }

    /// Who the server says it is.
    private func subject(_ port: UInt16) throws -> String {
        try TestAuthority.run(
            "sh",
            [
                "-c",
                "openssl s_client -connect 127.0.0.1:\(port) </dev/null 2>/dev/null"
                    + " | openssl x509 -noout -subject",
            ]
        )
    }

    @Test(.timeLimit(.minutes(2)))
    func `a running server takes a new certificate and keeps its clients`() throws {
        let folder = try SecretFolder()
        let authority = try TestAuthority(folder)
        let first = try authority.server("first")
        let second = try authority.server("second")
        let server = try HTTPServer.local(["/text": FixedRoute(text: "hello\n")]) {
            $0.tls = first
            $0.idleSeconds = 120
        }
        #expect(try subject(server.port).contains("first"))
        let held = try Session(server.port)
        #expect(try held.get("/text", until: "hello\n").contains("200 OK"))
        for (new, old) in [(second.certificate, first.certificate), (second.key, first.key)] {
            try folder.write(
                try String(contentsOfFile: new, encoding: .utf8),
                to: URL(filePath: old).lastPathComponent
            )
        }
        while try !subject(server.port).contains("second") {
            #expect(try held.get("/text", until: "hello\n").contains("200 OK"))
        }
        #expect(try held.get("/text", until: "hello\n").contains("200 OK"))
    }
}
