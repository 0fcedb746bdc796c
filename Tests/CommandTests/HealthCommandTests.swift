// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Settings
import Testing

@testable import streamgauge

/// Asking a server that is there, and one that is not.
struct HealthCommandTests {
    private func http(_ port: UInt16, host: String = "127.0.0.1") -> Settings.HTTP {
        var http = Settings.HTTP()
        http.listen = ListenAddress(host: host, port: port)
        return http
    }

    private func server(_ failure: String?) throws -> HTTPServer {
        let check = HealthCheck("commit") { failure }
        return try HTTPServer(
            HTTPConfiguration(host: "127.0.0.1", port: 0),
            routes: RouteTable(["/livez": HealthRoute("livez", checks: [check])])
        )
    }

    @Test func `a daemon that is well says so`() throws {
        let server = try server(nil)
        defer { server.stop() }
        let everywhere = http(server.port, host: "0.0.0.0")
        #expect(try HealthCommand.answer(of: everywhere, "/livez") == "ok\n")
    }

    @Test func `one that is not is a failure with its reasons`() throws {
        let server = try server("it hangs")
        defer { server.stop() }
        let address = http(server.port)
        let error = #expect(throws: ProgramError.self) {
            try HealthCommand.answer(of: address, "/livez")
        }
        #expect(error?.code == .failure)
        #expect(error?.description.hasSuffix("answers 503: [-]commit failed: it hangs") == true)
    }

    @Test func `nobody who answers is told with the address`() throws {
        let server = try server(nil)
        let address = http(server.port)
        server.stop()
        let error = #expect(throws: ProgramError.self) {
            try HealthCommand.answer(of: address, "/livez")
        }
        #expect(error?.code == .unavailable)
        #expect(error?.description.contains("http://\(address.listen)/livez") == true)
    }

    @Test func `a port that the system chooses cannot be asked`() {
        let error = #expect(throws: ProgramError.self) {
            try HealthCommand.answer(of: http(0), "/livez")
        }
        #expect(error?.code == .settings)
    }
}
