// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct StreamSourceTests {
    private let bench: StreamBench

    init() throws { bench = try StreamBench() }

    @Test func `clients that are sent the same share its bytes`() throws {
        bench.publish(bench.fixture.visits, 3)
        let (first, second) = (try bench.stream(), try bench.stream())
        _ = (first.next(), second.next())
        #expect(first.next() === second.next())
    }
}
