// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import KPIs

struct AlertEncoderRulesTests {
    private let plan: Plan
    private let rule: AlertRule

    init() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits", by: [["country"]], windows: [60_000])]
        ).compile()
        let output = plan.outputs.firstIndex { plan.tables[$0.table].groupingSet != 0 } ?? -1
        self.plan = plan
        rule = AlertRule("few", output: output, .value(low: 3, high: nil))
    }

    private func encoder(_ rules: [AlertRule]) -> AlertEncoder {
        AlertEncoder(
            plan: plan,
            application: "shop",
            generation: 1,
            keyFingerprint: "f",
            rules: rules
        )
    }

    private func change(_ isFiring: Bool) -> AlertChange {
        let snapshot = Snapshot.turn("IT", .ok, in: plan)
        let turn = RuleTurn(rule: 0, snapshot: snapshot, isFiring: isFiring, since: 60_000)
        return encoder([rule]).change(turn, emitted: 80_000)
    }

    @Test func `its record is that of a target's alert, with the rule`() {
        let text = String(decoding: change(true).json, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"v":1,"name":"few","status":"firing","severity":"breach","kpi":"web.visits","#
                    + #""dims":{"country":"IT"},"window":{"size":"1m","hop":"1m","start":0,"#
                    + #""end":60000},"value":1,"target":null,"rule":{"below":3,"for":1},"#
                    + #""since":60000,"snapshot":{"v":1,"application":"shop","#
            )
        )
        #expect(change(true).key == "web.visits|1m|country=IT|few")
        #expect(change(false).status == .resolved)
    }

    @Test func `of a series that went quiet it has neither a value nor a snapshot`() {
        let turn = RuleTurn(rule: 0, quiet: [("country", "IT")], start: 600_000, end: 660_000)
        let end = encoder([rule]).change(turn, emitted: 80_000)
        #expect(
            String(decoding: end.json, as: UTF8.self)
                == #"{"v":1,"name":"few","status":"resolved","severity":"breach","kpi":"web.visits","#
                + #""dims":{"country":"IT"},"window":{"size":"1m","hop":"1m","start":600000,"#
                + #""end":660000},"value":null,"target":null,"rule":{"below":3,"for":1},"#
                + #""since":660000,"snapshot":null}"#
        )
        #expect(end.key == change(true).key && end.since == 660_000)
    }

    @Test func `an alert is its rule's as long as that judges its series`() {
        let change = change(true)
        #expect(encoder([rule]).isOfRule(change))
        #expect(!encoder([]).isOfRule(change) && !encoder([rule]).isOfTarget(change))
        let renamed = AlertRule("fewer", output: rule.output, rule.condition)
        #expect(!encoder([renamed]).isOfRule(change))
        #expect(!encoder([AlertRule("few", output: 0, rule.condition)]).isOfRule(change))
        var other = rule
        other.values = ["country": "FR"]
        #expect(!encoder([other]).isOfRule(change))
    }

    @Test func `an alert of a value that reads like the overflow is its rule's, and the reverse`() {
        var other = rule
        other.values = ["country": "other"]
        for (value, isOfRule) in [("other", true), (nil, false)] as [(String?, Bool)] {
            let quiet = RuleTurn(rule: 0, quiet: [("country", value)], start: 0, end: 60_000)
            let change = encoder([other]).change(quiet, emitted: 80_000)
            #expect(encoder([other]).isOfRule(change) == isOfRule)
        }
    }

    @Test func `what ends has the severity with which it fired, whatever the rule says now`() {
        let log = AlertLog(encoder([rule]))
        let snapshot = Snapshot.turn("IT", .ok, in: plan)
        let begin = RuleTurn(rule: 0, snapshot: snapshot, isFiring: true, since: 60_000)
        _ = log.stage([begin], AlertLog.RuleUse(), emitted: 0)
        log.confirm()
        var milder = rule
        milder.severity = .warn
        let next = AlertLog(encoder([milder]))
        next.restore(firing: Array(log.current.firing.values), changes: [], count: 1)
        let end = RuleTurn(rule: 0, snapshot: snapshot, isFiring: false, since: 120_000)
        let turns = [end, begin, end]
        let changes = next.stage(turns, AlertLog.RuleUse(), emitted: 0)
        #expect(changes.map(\.severity) == [.breach, .warn, .warn])
        let text = String(decoding: changes[0].json, as: UTF8.self)
        #expect(text.contains(#""status":"resolved","severity":"breach""#))
    }

    @Test func `a turn counts once its commit has arrived, and outlives a restart`() {
        let log = AlertLog(encoder([rule]))
        let snapshot = Snapshot.turn("IT", .ok, in: plan)
        var use = AlertLog.RuleUse()
        use.entries = 1
        let turn = RuleTurn(rule: 0, snapshot: snapshot, isFiring: true, since: 60_000)
        #expect(log.stage([turn], use, emitted: 0).count == 1)
        #expect(log.current.firing.isEmpty && log.ruleUse == use)
        log.confirm()
        let firing = Array(log.current.firing.values)
        #expect(firing.map(\.name) == ["few"])
        for (rules, count) in [([rule], 1), ([], 0)] {
            let other = AlertLog(encoder(rules))
            other.restore(firing: firing, changes: firing, count: 1)
            #expect(other.stageOrphans(emitted: 90_000).count == 1 - count)
            #expect(other.staged.firing.count == count)
        }
    }
}
