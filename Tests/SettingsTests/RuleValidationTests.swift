// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct RuleValidationTests {
    @Test(
        arguments: [
            ("{kpi: a, below: 1}", "`alerts.rules.0` has no `name`; add `name: NAME`"),
            ("{name: A b, kpi: a, below: 1}", "`A b` is no name of a rule; use at most 100"),
            ("{name: a, below: 1}", "`alerts.rules.0` has no `kpi`; add `kpi: ID`"),
            ("{name: a, kpi: a}", "says nothing that could fire; add `above: NUMBER`"),
            ("{name: a, kpi: a, below: 5, above: 4}", "fires whatever the value is"),
            ("{name: a, kpi: a, no_data: true, below: 5}", "judges values as well; make two"),
            ("{name: a, kpi: a, below: x}", "must be a number, not"),
            ("{name: a, kpi: a, below: 1, for: 0}", "must be a number of windows, 1 to 1000"),
            ("{name: a, kpi: a, below: 1}, {name: a, kpi: b, below: 1}", "a rule `a` already"),
        ]
    )
    func `what is wrong is told once, with what to do`(rules: String, expected: String) throws {
        let error = try #require(throws: SettingsErrors.self) {
            try offline("alerts: { rules: [ \(rules) ] }")
        }
        #expect(error.errors.count == 1)
        #expect("\(error)".contains(expected), "\(error)")
    }

    @Test func `more rules than can be judged are refused`() throws {
        let rules = (0...Settings.mostRules).map { "{name: r\($0), kpi: a, below: 1}" }
        let error = try #require(throws: SettingsErrors.self) {
            try offline("alerts: { rules: [ \(rules.joined(separator: ", ")) ] }")
        }
        #expect("\(error)".contains("`alerts.rules` lists 101 rules; list at most 100"))
    }
}
