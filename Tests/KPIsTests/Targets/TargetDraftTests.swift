// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import KPIs

struct TargetDraftTests {
    private func target(_ text: String, of id: String) throws -> Target {
        let kpi = try #require(Definitions.builtIn.kpis().first { $0.id == id })
        var reader = try YAMLReader(Array(text.utf8), place: .file(name: "t.yaml"))
        return try TargetDraft(try reader.read()).target(of: kpi)
    }

    private func fault(_ text: String, of id: String) -> String {
        do {
            return "\(try target(text, of: id))"
        } catch {
            return "\(error)"
        }
    }

    @Test func `limits follow the direction of the KPI unless another is given`() throws {
        let ctr = try target("{value: 0.03, warn: 0.025, breach: 0.02}", of: "email.ctr")
        #expect(ctr.warn == .init(low: 0.025) && ctr.breach == .init(low: 0.02))
        #expect(ctr.hold == 2 && ctr.minimumSample == 30)
        let text = "{value: 0.4, warn: 0.5, breach: 0.6, hold: 3, min_sample: 10}"
        let bounces = try target(text, of: "web.bounce_rate")
        #expect(bounces.warn == .init(high: 0.5) && bounces.breach == .init(high: 0.6))
        #expect(bounces.hold == 3 && bounces.minimumSample == 10)
        let visits = try target(
            "{value: 10, direction: range, warn: [8, 12], breach: [5, 15]}",
            of: "web.visits"
        )
        #expect(visits.warn == .init(low: 8, high: 12) && visits.breach == .init(low: 5, high: 15))
        #expect(visits.minimumSample == 0)
    }

    @Test func `a limit may be left out, and with neither the value is the one that warns`() throws
    {
        let breach = try target("{value: 3, breach: 2}", of: "web.visits")
        #expect(breach.warn == breach.breach && breach.breach == .init(low: 2))
        let warn = try target("{value: 3, warn: 2}", of: "web.visits")
        #expect(warn.warn == .init(low: 2) && warn.breach == .init())
        let bare = try target("{value: 3}", of: "web.visits")
        #expect(bare.warn == .init(low: 3) && bare.breach == .init())
    }

    @Test(arguments: [
        (
            "a",
            "t.yaml:1:1: a target must be a mapping, not `a`; write keys and values: value, direction, warn, breach, hold, min_sample"
        ),
        (
            "{warm: 1}",
            "t.yaml:1:2: unknown key `warm` of a target; the nearest known key is `warn`"
        ),
        ("{warn: 1}", "t.yaml:1:1: a target has no `value`; add it, such as `value: 0.03`"),
        (
            "{value: high}",
            "t.yaml:1:9: `value` of a target must be a number, not `high`; write it with digits and a point, in the KPI's unit"
        ),
        (
            "{value: 1, warn: inf}",
            "t.yaml:1:18: `warn` of a target must be a number, not `inf`; write it with digits and a point, in the KPI's unit"
        ),
        (
            "{value: 1, hold: 0}",
            "t.yaml:1:18: `hold` must be 1 to 1000, not `0`; write how many windows in a row turn the status"
        ),
        (
            "{value: 1, warn: [1, 2, 3]}",
            "t.yaml:1:18: `warn` has 3 limits; write one number, or [low, high] for a range"
        ),
        (
            "{value: 1, direction: up}",
            "t.yaml:1:23: `direction` must be one of higher, lower, range, not `up`; did you mean `lower`?"
        ),
        (
            "{value: 3, warn: 4}",
            "t.yaml:1:1: `warn` of web.visits is on the wrong side of its target 3; where higher is better: breach <= warn <= value"
        ),
        (
            "{value: 3, warn: 1, breach: 2}",
            "t.yaml:1:1: `breach` of web.visits comes before `warn`; exchange them: breach <= warn <= value"
        ),
        (
            "{value: 3, warn: [1, 2]}",
            "t.yaml:1:1: `warn` has two limits, and higher values are better; write one number, or add `direction: range`"
        ),
        (
            "{value: 3, direction: range}",
            "t.yaml:1:1: the target of web.visits is a range without limits; add `warn: [low, high]` or `breach: [low, high]`"
        ),
        (
            "{value: 3, direction: range, warn: 1}",
            "t.yaml:1:1: `warn` of a range must be two limits; write `warn: [low, high]`"
        ),
        (
            "{value: 3, direction: range, warn: [1, 2]}",
            "t.yaml:1:1: `warn` of web.visits is on the wrong side of its target 3; for a range: breach low <= warn low <= value <= warn high <= breach high"
        ),
    ])
    func `a faulty target is told with its place and the way out`(text: String, message: String) {
        #expect(fault(text, of: "web.visits") == message)
    }

    @Test(arguments: [
        ("web.bounce_rate", "{value: 40, warn: 50, breach: 60}", "`value`", "40", "0.4 for 40 %"),
        ("web.bounce_rate", "{value: 0.4, breach: 62.5}", "`breach`", "62.5", "0.625 for 62.5 %"),
        ("email.ctr", "{value: 0.03, warn: -1}", "`warn`", "-1", "a number from 0 to 1"),
        ("app.retention_d1", "{value: 400}", "`value`", "400", "a number from 0 to 1"),
    ])
    func `a limit that no share can pass is refused`(
        id: String,
        text: String,
        key: String,
        limit: String,
        hint: String
    ) {
        #expect(
            fault(text, of: id)
                == "t.yaml:1:1: \(key) of \(id) is \(limit), and its values lie from 0 to 1; "
                + "\(id) is a ratio: write \(hint)"
        )
    }

    @Test(arguments: [
        ("web.bounce_rate", "{value: 0, warn: 1, breach: 1}"), ("mkt.roas", "{value: 4}"),
        ("app.uninstall_rate", "{value: 2}"), ("web.traffic_growth", "{value: 1.5}"),
        ("cx.nps", "{value: 40, breach: -10}"), ("email.ctr_flow", "{value: 1.2}"),
    ])
    func `a limit that values may pass is taken`(id: String, text: String) throws {
        _ = try target(text, of: id)
    }

    @Test func `a KPI that is neither better high nor low needs a direction`() throws {
        let neither = try #require(Definitions.builtIn.kpis().first { $0.better == .none })
        #expect(
            fault("{value: 1}", of: neither.id)
                == "t.yaml:1:1: target without direction: neither higher nor lower values of "
                + "\(neither.id) are better; add `direction: higher`, `lower` or `range`"
        )
        #expect(try target("{value: 1, direction: lower}", of: neither.id).warn == .init(high: 1))
    }
}
