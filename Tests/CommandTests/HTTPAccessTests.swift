// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Settings
import Testing

@testable import streamgauge

/// Who is let in over HTTP, from the settings to a daemon that listens.
struct HTTPAccessTests {
    private static let token = "a-token-that-nobody-prints-0123456789"
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func blueprint(_ http: String) throws -> Blueprint {
        let text = "{application: shop, kpis: [web.visits], http: {\(http)}}"
        let settings = try Settings.parse(text, name: "f.yaml", for: .offline)
        return try Blueprint(settings, identity: .fixed)
    }

    private func report(_ http: String) throws -> String {
        let blueprint = try blueprint(http)
        return HTTPReport(blueprint, warnings: try blueprint.examinedHTTP()).text
    }

    private func writeToken() throws -> String {
        let path = try folder.write(Self.token + "\n", to: "t")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }

    @Test func `the report tells who can ask and what should be better`() throws {
        let path = try writeToken()
        #expect(
            try report("listen: '127.0.0.1:80'") == """

                HTTP on 127.0.0.1:80, not encrypted
                  no tokens: who can connect can read everything

                """
        )
        let open = try report("listen: '0.0.0.0:80'")
        #expect(open.contains("  warning: 0.0.0.0 can be reached from other machines"))
        let guarded = try report(
            "listen: '0.0.0.0:80', tokens: [{name: ops, token_file: \(path), scope: admin}]"
        )
        #expect(guarded.contains("  token ops: admin\n  warning: 0.0.0.0 can be reached"))
        #expect(guarded.contains("set http.tls"))
        #expect(!guarded.contains(Self.token))
    }

    @Test func `a file that cannot be used is told with the place of its key`() throws {
        let path = try folder.write("short", to: "t")
        let tokens = try blueprint("tokens: [{name: a, token_file: \(path)}]")
        let error = #expect(throws: ProgramError.self) { try tokens.examinedHTTP() }
        #expect(error?.code == .settings)
        let words = error?.description ?? ""
        #expect(words.hasPrefix("f.yaml:1:") && words.contains("`http.tokens.0.token_file`"))
        let tls = try blueprint("tls: {certificate: \(path), key: \(path)}")
        let other = #expect(throws: ProgramError.self) { try tls.examinedHTTP() }
        #expect(other?.description.contains("`http.tls.certificate`: cannot use") == true)
    }

    @Test func `a token is nowhere in what the daemon shows and logs`() throws {
        let path = try writeToken()
        let blueprint = try blueprint(
            "listen: '127.0.0.1:0', tokens: [{name: ops, token_file: \(path)}]"
        )
        #expect(!blueprint.settings.text.contains(Self.token))
        var dumped = ""
        dump(blueprint.settings, to: &dumped)
        #expect(!dumped.contains(Self.token))
        let server = try DaemonServer(blueprint, log: Log(level: .error, format: .text))
        defer { server.stop() }
        for path in ["/metrics", "/api/v1/status", "/api/v1/kpis", "/api/v1/snapshot"] {
            let address = "http://127.0.0.1:\(server.port)\(path)"
            let refused = try curl([address])
            #expect(refused.contains("\"status\":401"))
            let field = "Authorization: Bearer \(Self.token)"
            let shown = try curl(["--include", "--header", field, address])
            #expect(shown.hasPrefix("HTTP/1.1 200 ") && !shown.contains(Self.token))
        }
        for path in ["/", "/feed.js", "/livez", "/openapi.json"] {
            let shown = try curl(["--include", "http://127.0.0.1:\(server.port)\(path)"])
            #expect(shown.hasPrefix("HTTP/1.1 200 "), "\(path)")
        }
        let metrics = try curl([
            "--header", "Authorization: Bearer \(Self.token)",
            "http://127.0.0.1:\(server.port)/metrics",
        ])
        // What was rendered within the same second is shown again.
        #expect(metrics.contains(/streamgauge_http_refused_total{reason="token"} [1-4]\n/))
    }

    private func curl(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--max-time", "20"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let words = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: words, as: UTF8.self)
    }
}
