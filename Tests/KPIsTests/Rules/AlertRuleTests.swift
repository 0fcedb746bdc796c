// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct AlertRuleTests {
    private func reading(
        _ condition: AlertRule.Condition,
        _ value: Double?,
        baseline: Double? = nil,
        n: Double = 10,
        sample: Double = 0
    ) -> Bool? {
        var rule = AlertRule("a", output: 0, condition)
        rule.minimumSample = sample
        let value = KPIValue(value: value, num: value ?? 0, den: nil, n: n)
        return rule.reading(of: value, baseline: baseline)
    }

    @Test func `a value is off beyond a limit, not at it`() {
        let limits = AlertRule.Condition.value(low: 2, high: 4)
        #expect([1, 2, 4, 5].map { reading(limits, $0) } == [true, false, false, true])
        #expect(reading(.value(low: nil, high: 4), -9) == false)
        #expect(reading(limits, nil) == nil)
    }

    @Test func `a small sample is not judged`() {
        let limit = AlertRule.Condition.value(low: 2, high: nil)
        #expect(reading(limit, 1, n: 9, sample: 10) == nil)
        #expect(reading(limit, 1, n: 10, sample: 10) == true)
    }

    @Test func `a sample that is handed in counts instead of the window's`() {
        var rule = AlertRule("a", output: 0, .change(.previous, low: -50, high: nil))
        rule.minimumSample = 10
        let value = KPIValue(value: 0, num: 0, den: nil, n: 0)
        #expect(rule.reading(of: value, baseline: 10) == nil)
        #expect(rule.reading(of: value, baseline: 10, sample: 10) == true)
    }

    @Test func `a change is judged in percent of what was before, whatever its sign`() {
        let limits = AlertRule.Condition.change(.previous, low: -50, high: 100)
        #expect(reading(limits, 4, baseline: 10) == true)
        #expect(reading(limits, 5, baseline: 10) == false)
        #expect(reading(limits, 21, baseline: 10) == true)
        #expect(reading(limits, -16, baseline: -10) == true)
        #expect(reading(limits, 5, baseline: nil) == nil)
        #expect(reading(limits, 5, baseline: 0) == nil)
    }

    @Test func `an empty window is no data, a count of 0 among others is not`() {
        #expect(reading(.noData, 0, n: 0) == true)
        #expect(reading(.noData, 0, n: 3) == false)
    }

    @Test func `it judges the series with its values, and not the overflow`() {
        var rule = AlertRule("a", output: 0, .noData)
        #expect(rule.judges([("country", nil)]))
        rule.values = ["country": "IT"]
        #expect(rule.judges([("campaign", "x"), ("country", "IT")]))
        #expect(!rule.judges([("campaign", "IT"), ("country", "FR")]))
        #expect(!rule.judges([("country", nil)]))
    }

    @Test func `its text tells whether it says the same`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits", windows: [60_000, 3_600_000])]
        ).compile()
        let rule = AlertRule("a", output: 0, .value(low: 1, high: nil))
        var (longer, others) = (rule, rule)
        longer.hold = 2
        others.values = ["country": "IT"]
        let rules = [
            rule, longer, others, AlertRule("a", output: 1, rule.condition),
            AlertRule("a", output: 0, .change(.previous, low: 1, high: nil)),
        ]
        #expect(Set(rules.map { $0.text(in: plan) }).count == rules.count)
        #expect(Set(rules.map { $0.outputText(in: plan) }).count == 2)
        #expect(rules.allSatisfy { $0.text(in: plan).hasPrefix($0.outputText(in: plan)) })
    }
}
