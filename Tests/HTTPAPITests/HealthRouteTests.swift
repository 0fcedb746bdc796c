// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct HealthRouteTests {
    private func answer(
        _ checks: [HealthCheck],
        isVerbose: Bool = false
    ) throws -> (Int, String) {
        let query = isVerbose ? [(name: "verbose", value: String?.none)] : []
        let answer = try HealthRoute("livez", checks: checks)
            .answer(HTTPRequest(path: "/livez", query: query))
        let text = String(decoding: answer.body.bytes, as: UTF8.self)
        return (Int(answer.status.rawValue), text)
    }

    private let good = HealthCheck("ingest") { nil }
    private let bad = HealthCheck("commit") { "it\nhangs" }

    @Test func `all well is one word`() throws {
        #expect(try answer([good]) == (200, "ok\n"))
        #expect(try answer([]) == (200, "ok\n"))
    }

    @Test func `verbose lists what is well`() throws {
        #expect(try answer([good], isVerbose: true) == (200, "[+]ingest ok\nlivez check passed\n"))
    }

    @Test(arguments: [false, true])
    func `a failure is told with its reason on one line, asked or not`(isVerbose: Bool) throws {
        #expect(
            try answer([good, bad], isVerbose: isVerbose) == (
                503, "[+]ingest ok\n[-]commit failed: it hangs\nlivez check failed\n"
            )
        )
    }

    @Test(arguments: [
        (PublishedStatus.Role.standby, false, true), (.starting, false, false),
        (.leader, true, true),
        (.leader, false, false),
    ])
    func `who waits for a process to begin takes one that stands by`(
        role: PublishedStatus.Role,
        isReady: Bool,
        hasBegun: Bool
    ) throws {
        let fixture = try PublishedFixture()
        var status = PublishedStatus()
        (status.role, status.isReady) = (role, isReady)
        fixture.store.publish(status: status)
        let route = HealthRoute(
            "readyz",
            checks: [.ready(fixture.store)],
            standbyChecks: [.readyOrStandingBy(fixture.store)]
        )
        func passes(_ query: [(name: String, value: String?)]) throws(HTTPProblem) -> Bool {
            try route.answer(HTTPRequest(path: "/readyz", query: query)).status == .ok
        }
        #expect(try passes([(name: "standby", value: "ok")]) == hasBegun)
        #expect(try passes([]) == isReady)
        let refused = #expect(throws: HTTPProblem.self) {
            try passes([(name: "standby", value: "no")])
        }
        #expect(refused?.status == .badRequest)
    }

    @Test func `a server says that it drains and still lives`() throws {
        let fixture = try PublishedFixture()
        var status = PublishedStatus()
        status.isReady = true
        fixture.store.publish(status: status)
        let draining = OneWayFlag()
        let ready = HealthRoute("readyz", checks: [.ready(fixture.store), .notDraining(draining)])
        let live = HealthRoute("livez", checks: [.live(fixture.store)])
        let server = try HTTPServer.local(["/readyz": ready, "/livez": live])
        #expect(try SocketClient.get(server.port, "/readyz").body == "ok\n")
        draining.raise()
        let answer = try SocketClient.get(server.port, "/readyz?verbose=1")
        #expect(answer.status == 503)
        #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(
            answer.body == """
                [+]pipeline ok
                [-]drain failed: the process is stopping
                readyz check failed

                """
        )
        #expect(try SocketClient.get(server.port, "/livez").status == 200)
    }
}
