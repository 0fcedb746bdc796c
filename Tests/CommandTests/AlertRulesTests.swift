// SPDX-License-Identifier: Apache-2.0

import KPIs
import Settings
import Testing
import YAMLText

@testable import streamgauge

struct AlertRulesTests {
    private func blueprint(
        _ rule: String,
        windows: String = "1m, 1h",
        kpis: String = "web.bounce_rate, mkt.roi, web.traffic_growth"
    ) throws -> Blueprint {
        try Blueprint(
            try Settings.parse(
                """
                application: shop
                identity: { key: 000102030405060708090a0b0c0d0e0f }
                kafka: { bootstrap.servers: "localhost:9092" }
                inputs: [ { topic: clicks } ]
                windows: [ \(windows) ]
                kpis: [ { id: web.visits, by: [ [ country ] ], expect: [ { country: IT } ] }, \(kpis) ]
                alerts: { rules: [ { name: a, \(rule) } ] }
                """,
                name: "shop.yaml"
            )
        )
    }

    private func rule(_ text: String) throws -> (rule: AlertRule, output: String) {
        let blueprint = try blueprint(text)
        let rule = try #require(blueprint.rules.first)
        let shape = blueprint.plan.outputs[rule.output].shape.text
        let names = blueprint.plan.dimensionNames(ofOutput: rule.output)
        return (rule, "\(shape) \(names.joined(separator: ","))")
    }

    @Test func `a rule judges the total's shortest windows unless it says otherwise`() throws {
        let plain = try rule("kpi: web.visits, below: 3")
        #expect(plain.output == "1m " && plain.rule.condition == .value(low: 3, high: nil))
        #expect(plain.rule.hold == 1 && plain.rule.severity == .breach)
        let other = try rule(
            "kpi: web.visits, window: 1h, where: {country: IT}, no_data: true, for: 90m"
        )
        #expect(other.output == "1h country" && other.rule.values == ["country": "IT"])
        #expect(other.rule.condition == .noData && other.rule.severity == .noData)
        #expect(other.rule.hold == 2)
        let change = try rule(
            "kpi: web.visits, by: [country], change: previous, above: 9, severity: warn"
        )
        #expect(change.rule.condition == .change(.previous, low: nil, high: 9))
        #expect(change.output == "1m country" && change.rule.severity == .warn)
    }

    @Test(
        arguments: [
            (
                "kpi: web.visit, below: 1",
                "shop.yaml:7:36: `web.visit` is no KPI that is computed"
            ),
            ("kpi: web.visits, by: [campaign], below: 1", "is not grouped by campaign; add `by: "),
            ("kpi: web.visits, where: {campaign: x}, below: 1", "is not grouped by campaign"),
            ("kpi: web.visits, by: [country], where: {campaign: x}, below: 1", "not in `by`; add"),
            (
                "kpi: web.visits, window: 5m, below: 1",
                "no windows of 5m; write one that it has: 1m"
            ),
            ("kpi: web.visits, by: [country], where: {country: FR}, no_data: true", "`expect`"),
            (
                "kpi: web.visits, below: 10, above: 90, min_sample: 10",
                "`alerts.rules.0.below` could never fire: web.visits is a count and its own sample"
            ),
            ("kpi: web.visits, below: 1, for: 30d", "more than 1000 windows of 1m"),
            (
                "kpi: web.bounce_rate, above: 50",
                "`alerts.rules.0.above` is 50, and values of web.bounce_rate lie from 0 to 1; "
                    + "web.bounce_rate is a ratio: write 0.5 for 50 %"
            ),
            ("kpi: web.bounce_rate, below: -1", "web.bounce_rate is a ratio: write a number from"),
            (
                "kpi: web.visits, change: day, below: -100",
                "`alerts.rules.0.below` could never fire: web.visits is never below 0, so it falls "
                    + "by 100 % at most; write a number above -100"
            ),
            ("kpi: web.bounce_rate, change: previous, below: -150", "could never fire"),
            (
                "kpi: web.traffic_growth, change: previous, below: -50",
                "web.traffic_growth is a change against an earlier window itself; write limits"
            ),
        ]
    )
    func `what does not fit what is computed is told with its place`(
        rule: String,
        expected: String
    ) throws {
        let error = try #require(throws: SettingsErrors.self) { try blueprint(rule) }
        #expect("\(error)".contains(expected), "\(error)")
        #expect("\(error)".hasPrefix("shop.yaml:7:"), "\(error)")
    }

    @Test(
        arguments: [
            (
                "1h, 7h", "change: day", "7h",
                "`alerts.rules.0.change`: no window of 7h begins a day"
            ),
            ("1d, 1mo", "change: week", "1mo", "no window of 1mo begins a week before each; write"),
            ("1h, 1w", "change: day", "1w", "or judge windows whose distance divides a day"),
        ]
    )
    func `a change against a window that is not there is told`(
        windows: String,
        change: String,
        window: String,
        expected: String
    ) throws {
        let rule = "kpi: web.visits, \(change), window: \(window), below: -50"
        let error = try #require(throws: SettingsErrors.self) {
            try blueprint(rule, windows: windows)
        }
        #expect("\(error)".contains(expected), "\(error)")
        #expect("\(error)".hasPrefix("shop.yaml:7:"), "\(error)")
        let previous = rule.replacing(change, with: "change: previous")
        #expect(try blueprint(previous, windows: windows).rules.count == 1)
    }

    @Test(arguments: [
        "below: 10, min_sample: 9", "above: 10, min_sample: 90",
        "change: day, below: -10, min_sample: 90",
    ])
    func `a smallest sample that leaves something to be judged is taken`(rule: String) throws {
        #expect(try self.rule("kpi: web.visits, \(rule)").rule.minimumSample > 0)
    }

    @Test(arguments: [
        "kpi: web.bounce_rate, above: 0.5", "kpi: web.bounce_rate, change: day, above: 50",
        "kpi: web.visits, change: day, above: 300, below: -99", "kpi: web.visits, above: 5000",
        "kpi: mkt.roi, change: day, below: -300", "kpi: mkt.roi, below: -1, above: 5",
    ])
    func `a limit that may be passed is taken, without a warning`(rule: String) throws {
        let windows = rule.contains("roi") ? "1h" : "1m, 1h"
        #expect(try blueprint(rule, windows: windows).limitWarnings.isEmpty)
    }

    @Test func `a limit that looks like percent is warned of where it could be passed`() throws {
        let target = "{ id: app.uninstall_rate, target: { value: 2, breach: 50 } }"
        let blueprint = try blueprint(
            "kpi: mkt.roi, above: 20",
            windows: "1h",
            kpis: "mkt.roi, \(target)"
        )
        #expect(
            blueprint.limitWarnings == [
                "the target has the limit 50, which is 5000 %; app.uninstall_rate is a "
                    + "ratio: write 0.5 for 50 %",
                "the rule a has the limit 20, which is 2000 %; mkt.roi is a ratio: write 0.2 for 20 %",
            ]
        )
    }

    @Test func `rules on the inputs need no KPI`() throws {
        func inputRule(_ text: String) throws -> InputRule {
            let blueprint = try blueprint(text)
            #expect(blueprint.rules.isEmpty)
            return try #require(blueprint.settings.inputRules.first)
        }
        var lag = InputRule("a", .lag(above: 1_000))
        (lag.hold, lag.severity) = (300_000, .warn)
        #expect(try inputRule("lag: 1000, for: 5m, severity: warn") == lag)
        var rejects = InputRule("a", .rejects(above: 0.01))
        rejects.minimumSample = 100
        #expect(try inputRule("rejects: 0.01, min_sample: 100") == rejects)
        #expect(try inputRule("stale: 15m") == InputRule("a", .stale(above: 900_000)))
    }
}
