// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct AlertEncoderInputRulesTests {
    private func encoder(_ rules: [InputRule]) throws -> AlertEncoder {
        AlertEncoder(
            plan: try PlanCompiler(selections: [KPISelection("web.visits")]).compile(),
            application: "shop",
            generation: 1,
            keyFingerprint: "f",
            inputRules: rules
        )
    }

    private static var rules: [InputRule] {
        var lag = InputRule("behind", .lag(above: 1_000))
        lag.hold = 300_000
        lag.severity = .warn
        return [
            lag, InputRule("bad", .rejects(above: 0.5)), InputRule("old", .stale(above: 900_000)),
        ]
    }

    @Test func `its record has no KPI, no window and no snapshot`() throws {
        let encoder = try encoder(Self.rules)
        let turn = InputTurn(rule: 0, value: 2_000, isFiring: true, since: 60_000)
        let change = encoder.change(turn)
        #expect(
            String(decoding: change.json, as: UTF8.self)
                == #"{"v":1,"name":"behind","status":"firing","severity":"warn","kpi":null,"#
                + #""dims":{},"window":null,"value":2000,"target":null,"#
                + #""rule":{"lag":1000,"for":"5m"},"since":60000,"snapshot":null}"#
        )
        #expect(change.key == "||lag|behind" && change.status == .firing)
        let others = [1, 2].map { rule in
            String(
                decoding: encoder.change(
                    InputTurn(rule: rule, value: 0.75, isFiring: false, since: 1)
                ).json,
                as: UTF8.self
            )
        }
        #expect(others[0].contains(#""rule":{"rejects":0.5,"for":"1m"}"#))
        #expect(others[1].contains(#""rule":{"stale":"15m","for":"1m"}"#))
        #expect(others.allSatisfy { $0.contains(#""status":"resolved""#) })
    }

    @Test func `an alert is its rule's as long as that watches the same`() throws {
        let turn = InputTurn(rule: 0, value: 2_000, isFiring: true, since: 60_000)
        let log = AlertLog(try encoder(Self.rules))
        #expect(log.stage([turn]).map(\.key) == ["||lag|behind"])
        #expect(log.current.firing.isEmpty)
        log.confirm()
        let firing = Array(log.current.firing.values)
        #expect(firing.map(\.name) == ["behind"])
        var milder = Self.rules
        milder[0].severity = .breach
        let next = AlertLog(try encoder(milder))
        next.restore(firing: firing, changes: firing, count: 1)
        let end = InputTurn(rule: 0, value: 0, isFiring: false, since: 120_000)
        #expect(next.stage([end, turn]).map(\.severity) == [.warn, .breach])
        let another = [InputRule("behind", .stale(above: 900_000))]
        let wider = [InputRule("behind", .lag(above: 5_000))]
        for (rules, count) in [(Self.rules, 1), (wider, 1), (another, 0), ([], 0)] {
            let other = AlertLog(try encoder(rules))
            other.restore(firing: firing, changes: firing, count: 1)
            #expect(other.stageOrphans(emitted: 90_000).count == 1 - count)
            #expect(other.staged.firing.count == count)
        }
    }
}
