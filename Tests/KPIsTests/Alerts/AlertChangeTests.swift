// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct AlertChangeTests {
    @Test func `only what is off, or has no value, is severe`() {
        let severities = TargetStatus.allCases.map { AlertChange.Severity($0)?.rawValue }
        #expect(severities == [nil, "warn", "breach", "no_data", nil, nil])
    }

    @Test func `two changes are equal where their records are`() {
        func change(_ status: AlertChange.Status, json: [UInt8]) -> AlertChange {
            AlertChange(
                name: "a",
                status: status,
                severity: .warn,
                kpi: "a",
                dimensions: [],
                window: "1m",
                since: 0,
                key: "k",
                json: json
            )
        }
        #expect(change(.firing, json: [1]) == change(.firing, json: [1]))
        #expect(change(.firing, json: [1]) != change(.firing, json: [2]))
        #expect(change(.firing, json: [1]) != change(.resolved, json: [1]))
    }
}
