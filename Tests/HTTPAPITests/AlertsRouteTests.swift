// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

struct AlertsRouteTests {
    private func change(_ number: Int, _ status: AlertChange.Status) -> AlertChange {
        AlertChange(
            name: "web.visits",
            status: status,
            severity: .warn,
            kpi: "web.visits",
            dimensions: [],
            window: "1m",
            since: Int64(number),
            key: "web.visits|1m|k\(number)",
            json: Array(#"{"number":\#(number)}"#.utf8)
        )
    }

    private func answer(_ log: AlertLog) throws -> [String: Any] {
        let body = try AlertsRoute { log.current }.answer(HTTPRequest(path: "/api/v1/alerts")).body
        return try #require(
            try JSONSerialization.jsonObject(with: Data(body.bytes)) as? [String: Any]
        )
    }

    private func numbers(_ value: Any?) -> [Int] {
        (value as? [[String: Int]] ?? []).compactMap { $0["number"] }
    }

    @Test func `what fires and what changed come newest first`() throws {
        var selection = KPISelection("web.visits", windows: [60_000])
        selection.target = TargetDraft(value: 10)
        let plan = try PlanCompiler(selections: [selection]).compile()
        let encoder = AlertEncoder(plan: plan, application: "a", generation: 1, keyFingerprint: "f")
        let log = AlertLog(encoder)
        #expect(numbers(try answer(log)["alerts"]).isEmpty)
        let changes = [change(1, .firing), change(2, .firing), change(3, .resolved)]
        log.restore(firing: Array(changes.prefix(2)), changes: changes, count: 3)
        let answer = try answer(log)
        #expect(numbers(answer["alerts"]) == [2, 1])
        #expect(numbers(answer["history"]) == [3, 2, 1])
        #expect(answer["changes"] as? Int == 3)
    }

    @Test func `a parameter that there is not is a problem`() {
        let request = HTTPRequest(path: "/api/v1/alerts", query: [(name: "kpi", value: "x")])
        #expect(throws: HTTPProblem.self) { try AlertsRoute { .init() }.answer(request) }
    }
}
