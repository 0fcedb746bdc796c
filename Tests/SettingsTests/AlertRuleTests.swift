// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct AlertRuleTests {
    @Test func `a rule is read with all that it says`() throws {
        let settings = try offline(
            """
            alerts:
              rules:
                - { name: few, kpi: web.visits, window: 1m, where: {country: IT}, below: 9.5, for: 3 }
                - { name: jump, kpi: web.visits, change: previous, above: 50, for: 30m, severity: warn }
            """
        )
        let rules = settings.alerts.rules
        #expect(rules.map(\.name) == ["few", "jump"])
        #expect(rules.map(\.hold) == [.windows(3), .time(.seconds(1_800))])
        #expect(rules.map(\.below) == [9.5, nil] && rules.map(\.above) == [nil, 50])
        #expect(rules[0].values == ["country": "IT"] && rules[1].change == .previous)
        #expect(rules[1].severity == .warn && rules[0].severity == nil)
    }
}
