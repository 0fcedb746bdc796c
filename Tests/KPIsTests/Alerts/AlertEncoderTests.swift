// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import KPIs

struct AlertEncoderTests {
    private let plan: Plan
    private let encoder: AlertEncoder
    private let (total, byCountry): (Int, Int)

    init() throws {
        var target = TargetDraft(value: 0.4)
        (target.warn, target.breach) = ([0.5], [0.6])
        var selection = KPISelection("web.bounce_rate", by: [["country"]], windows: [60_000])
        selection.target = target
        let plan = try PlanCompiler(selections: [selection]).compile()
        encoder = AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f")
        func output(_ isTotal: Bool) -> Int {
            plan.outputs.firstIndex { (plan.tables[$0.table].groupingSet == 0) == isTotal } ?? -1
        }
        (total, byCountry) = (output(true), output(false))
        self.plan = plan
    }

    private func turn(
        _ status: TargetStatus,
        _ dimensions: [(name: String, value: String?)] = []
    ) -> StatusTurn {
        let snapshot = Snapshot(
            kpi: 0,
            output: dimensions.isEmpty ? total : byCountry,
            dimensions: dimensions,
            start: 0,
            end: 60_000,
            kind: .final,
            value: KPIValue(value: 0.7, num: 7, den: 10, n: 10),
            target: TargetStanding(status: status, since: 60_000),
            watermark: 70_000
        )
        return StatusTurn(snapshot, before: nil)
    }

    @Test func `what nothing judges any more ends with its record, status and time aside`() throws {
        // A value that looks like what is replaced.
        let name = #"","status":"firing","since":60000,"snapshot":"#
        let firing = try #require(
            encoder.change(turn(.breach, [("country", name)]), from: nil, emitted: 0)
        )
        let end = try #require(firing.ended(at: 90_000))
        #expect(end.status == .resolved && end.since == 90_000 && end.key == firing.key)
        var (old, new) = try (object(firing), object(end))
        #expect(new["status"] as? String == "resolved" && new["since"] as? Int == 90_000)
        for name in ["status", "since"] { (old[name], new[name]) = (nil, nil) }
        #expect(NSDictionary(dictionary: old) == NSDictionary(dictionary: new))
        #expect(end.ended(at: 99_000) == nil, "it is over")
        #expect(firing.ended(at: 0)?.since == 60_000, "not before it began")
    }

    private func object(_ change: AlertChange) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(change.json))
        return try #require(object as? [String: Any])
    }

    @Test(
        arguments: [
            (nil, .ok, nil), (nil, .warn, "firing warn"), (nil, .noData, "firing no_data"),
            (.ok, .ok, nil), (.ok, .breach, "firing breach"), (.warn, .breach, "firing breach"),
            (.breach, .warn, "firing warn"), (.breach, .ok, "resolved breach"),
            (.noData, .ok, "resolved no_data"), (.noData, .lowSample, "resolved no_data"),
            (.ok, .lowSample, nil), (.noBaseline, .ok, nil),
        ] as [(TargetStatus?, TargetStatus, String?)]
    )
    func `a status that turned is an alert where it is worth one`(
        before: TargetStatus?,
        now: TargetStatus,
        expected: String?
    ) {
        let old = before.flatMap(AlertChange.Severity.init)
        let change = encoder.change(turn(now), from: old, emitted: 0)
        #expect(change.map { "\($0.status.rawValue) \($0.severity.rawValue)" } == expected)
    }

    @Test func `its record has the fields of the contract, and the snapshot whole`() throws {
        let change = try #require(encoder.change(turn(.breach), from: nil, emitted: 80_000))
        let text = String(decoding: change.json, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"v":1,"name":"web.bounce_rate","status":"firing","severity":"breach","#
                    + #""kpi":"web.bounce_rate","dims":{},"window":{"size":"1m","hop":"1m","start":0,"#
                    + #""end":60000},"value":0.7,"target":{"value":0.4,"status":"breach","#
                    + #""since":60000},"since":60000,"snapshot":{"v":1,"application":"shop","#
            )
        )
        _ = try JSONSerialization.jsonObject(with: Data(change.json))
        #expect(change.key == "web.bounce_rate|1m|")
    }

    @Test func `of a series that went quiet it has neither a value, a target nor a snapshot`() {
        let quiet = StatusTurn(
            quiet: [("country", "IT")],
            output: byCountry,
            start: 660_000,
            end: 720_000,
            before: .warn
        )
        let end = encoder.change(quiet, from: .warn, emitted: 80_000)
        #expect(
            end.map { String(decoding: $0.json, as: UTF8.self) }
                == #"{"v":1,"name":"web.bounce_rate","status":"resolved","severity":"warn","#
                + #""kpi":"web.bounce_rate","dims":{"country":"IT"},"#
                + #""window":{"size":"1m","hop":"1m","start":660000,"end":720000},"#
                + #""value":null,"target":null,"since":720000,"snapshot":null}"#
        )
        #expect(end?.key == encoder.key(of: turn(.warn, [("country", "IT")])))
        #expect(encoder.change(quiet, from: nil, emitted: 80_000) == nil, "nothing fires")
    }

    @Test func `separators in values do not blur the key`() throws {
        let dimensions: [(name: String, value: String?)] = [("country", "a|b,c=\"d")]
        let change = try #require(
            encoder.change(turn(.warn, dimensions), from: nil, emitted: 0)
        )
        #expect(change.key == #"web.bounce_rate|1m|country=a%7Cb%2Cc%3D"d"#)
        #expect(change.dimensions.map(\.value) == ["a|b,c=\"d"])
    }

    @Test
    func `a value that reads like the overflow is told apart in the key as in those of snapshots`()
    {
        #expect(encoder.key(of: turn(.warn, [("country", "other")])).hasSuffix("=%6Fther"))
        #expect(encoder.key(of: turn(.warn, [("country", nil)])).hasSuffix("=other"))
    }
}
