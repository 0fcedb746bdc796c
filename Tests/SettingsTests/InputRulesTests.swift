// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct InputRulesTests {
    @Test func `rules on the inputs are read without a KPI`() throws {
        let settings = try offline(
            """
            alerts:
              rules:
                - { name: behind, lag: 100000, for: 5m, severity: warn }
                - { name: bad, rejects: 0.01, for: 10m, min_sample: 100 }
                - { name: old, stale: 15m }
            """
        )
        let rules = settings.alerts.rules
        #expect(rules.map(\.isOfInputs) == [true, true, true])
        #expect(rules.map(\.lag) == [100_000, nil, nil])
        #expect(rules.map(\.rejects) == [nil, 0.01, nil])
        #expect(rules.map(\.stale) == [nil, nil, .seconds(900)])
    }

    @Test(
        arguments: [
            ("{name: a, lag: 5, stale: 15m}", "has `lag` and `stale`; make two rules of it"),
            (
                "{name: a, lag: 5, kpi: a}",
                "is about the inputs, by `lag`, and has `kpi`; remove it"
            ),
            ("{name: a, lag: 5, above: 1}", "and has `above`; remove it"),
            ("{name: a, lag: 5, min_sample: 1}", "and has `min_sample`; remove it"),
            ("{name: a, lag: 5, for: 3}", "is no time of 10s to 7d, as inputs have no windows"),
            ("{name: a, lag: 5, for: 9s}", "`alerts.rules.0.for` is no time of 10s to 7d"),
            ("{name: a, lag: x}", "must be"),
            ("{name: a, rejects: 1}", "must be at most 0.99, not `1`"),
            ("{name: a, stale: 90s}", "at any time; write more than 90s"),
        ]
    )
    func `what is wrong is told once, with what to do`(rules: String, expected: String) throws {
        let error = try #require(throws: SettingsErrors.self) {
            try offline("alerts: { rules: [ \(rules) ] }")
        }
        #expect(error.errors.count == 1)
        #expect("\(error)".contains(expected), "\(error)")
    }
}
