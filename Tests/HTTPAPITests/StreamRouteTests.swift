// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct StreamRouteTests {
    private let bench: StreamBench

    init() throws { bench = try StreamBench() }

    @Test(arguments: ["b1-1", "b0-9", "b0", "b0-1-1", "b0-x", "1", "b0--1"])
    func `who comes back from elsewhere gets everything`(id: String) throws {
        bench.publish(bench.fixture.visits, 3)
        #expect(
            try bench.data(bench.events(of: try bench.stream(after: id))[1])["whole"] as? Bool
                == true
        )
    }

    @Test func `more than can follow are told to come again`() throws {
        let (first, second) = (try bench.stream(), try bench.stream())
        first.begin()
        second.begin()
        let problem = #expect(throws: HTTPProblem.self) { _ = try bench.stream() }
        #expect(problem?.status == .serviceUnavailable)
        second.end(isDropped: true)
        #expect(bench.streams.open == 1 && bench.streams.dropped == 1)
        _ = try bench.stream()
        first.end(isDropped: false)
        #expect(bench.streams.open == 0 && bench.streams.dropped == 1)
    }

    @Test func `parameters that mean nothing are refused`() {
        #expect(throws: HTTPProblem.self) { _ = try bench.stream([("kpi", "web.none")]) }
        #expect(throws: HTTPProblem.self) { _ = try bench.stream([("limit", "1")]) }
    }
}
