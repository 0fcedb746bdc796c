// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct RoutePatternTests {
    @Test func `a name in braces stands for one part of the path, as it was sent`() throws {
        let pattern = try #require(RoutePattern("/kpis/{id}/windows/{window}"))
        #expect(
            pattern.match("/kpis/web.visits/windows/1m%20by")
                == ["id": "web.visits", "window": "1m%20by"]
        )
    }

    @Test(arguments: [
        "/kpis", "/kpis/", "/kpis//", "/kpis/a/", "/kpis/a/b", "/kpi/a", "kpis/a", "/KPIS/a", "",
        "//kpis/a", "/kpis/a//",
    ])
    func `a path of other parts does not fit`(path: String) throws {
        let pattern = try #require(RoutePattern("/kpis/{id}"))
        #expect(pattern.match(path) == nil)
    }

    @Test func `a path without a name is no pattern`() {
        #expect(RoutePattern("/kpis") == nil)
        #expect(RoutePattern("/kpis/{id") == nil)
    }
}
