// SPDX-License-Identifier: Apache-2.0

import Events
import HTTPAPI
import Settings
import Testing

@testable import streamgauge

struct ProcessControlTests {
    private let reloads = ReloadCounts(start: 0)

    private static func blueprint(_ more: String) throws -> Blueprint {
        try Blueprint(
            try Settings.parse("kpis: [ web.visits ]\n" + more, name: "s.yaml", for: .offline),
            identity: .fixed
        )
    }

    /// Control of a process with settings, and with those that it reads when it is told to.
    private func control(
        _ old: String,
        _ new: Result<Blueprint, ProgramError>
    ) throws
        -> ProcessControl
    {
        ProcessControl(
            try Self.blueprint(old),
            read: { () throws(ProgramError) in try new.get() },
            signals: SignalWatch(takesReload: true),
            link: ServiceLink([:], processID: 7),
            log: Log(level: .error, format: .text),
            reloads: reloads
        )
    }

    @Test func `what can be taken over is in effect, the rest stays until a restart`() throws {
        let new = try Self.blueprint("log: { level: error }\nhttp: { series: 7 }\n")
        let control = try control("", .success(new))
        for count in 1...2 {
            control.reload()
            #expect(control.blueprint.settings.log.level == .error)
            #expect(control.blueprint.settings.http.series == 10_000)
            #expect(control.blueprint.unreloadable(in: new).map(\.path) == ["http.series"])
            #expect(reloads.successes == UInt64(count) && reloads.failures == 0)
        }
    }

    private static let target = "{ id: web.visits, target: { value: 10 } }"

    @Test(arguments: [
        (target, target, false), (target, target.replacing("10", with: "12"), true),
        (target, "web.visits", true), ("web.visits", target, true),
        // The list is another one: what is counted may be, too.
        (target, "\(target), web.pageviews", false),
    ])
    func `a target alone is taken over by beginning anew`(
        old: String,
        new: String,
        beginsAnew: Bool
    ) throws {
        func blueprint(_ kpis: String, _ more: String = "") throws -> Blueprint {
            try Blueprint(
                try Settings.parse("kpis: [ \(kpis) ]\n" + more, name: "s.yaml", for: .offline),
                identity: .fixed
            )
        }
        for (more, isAlone) in [("", true), ("http: { series: 7 }\n", false)] {
            let control = ProcessControl(
                try blueprint(old),
                read: { () throws(ProgramError) in
                    do { return try blueprint(new, more) } catch { throw ProgramError(.data, "") }
                },
                signals: SignalWatch(takesReload: true),
                link: ServiceLink([:], processID: 7),
                log: Log(level: .error, format: .text),
                reloads: reloads
            )
            control.reload()
            #expect(control.beginsAnew == (beginsAnew && isAlone))
        }
    }

    @Test func `agents with other content do not slip in with a target`() throws {
        let folder = try TemporaryFolder()
        func blueprint(_ agents: String, _ kpi: String) throws -> Blueprint {
            let file = try folder.write(agents, to: "agents.txt")
            let text = "bots: { agents: \(file) }\nkpis: [ \(kpi) ]\n"
            return try Blueprint(
                try Settings.parse(text, name: "s.yaml", for: .offline),
                identity: .fixed
            )
        }
        let old = try blueprint("curious\n", "web.visits")
        #expect(old.unreloadable(in: try blueprint("curious\n", "web.visits")).isEmpty)
        let both = try blueprint("curious\nfurious\n", Self.target)
        #expect(old.unreloadable(in: both).map(\.path) == ["kpis.0.target", "bots.agents"])
    }

    @Test func `what cannot be read changes nothing`() throws {
        let control = try control(
            "log: { level: warning }",
            .failure(ProgramError(.settings, "s.yaml:1:1: no"))
        )
        control.reload()
        #expect(control.blueprint.settings.log.level == .warning)
        #expect(reloads.failures == 1 && reloads.successes == 0 && !reloads.isLastSuccessful)
    }

    @Test(arguments: [("value >= 100", "value >= 200"), ("from_100@1", "from_100@2")])
    func `definitions with other content need a restart though no key differs`(
        text: String,
        other: String
    ) throws {
        let folder = try TemporaryFolder()
        let definitions = """
            measures:
              orders: { fold: count, of: event.order, where: channel = web and has value }
              large: { fold: count, of: event.order, where: channel = web and value >= 100 }
            kpis:
              - { id: own.large, definition: from_100@1, title: Large orders, source: finance, \
            unit: ratio, better: higher, basis: cohort, formula: large / orders }
            """
        func blueprint(_ definitions: String, _ kpi: String = "own.large") throws -> Blueprint {
            let file = try folder.write(definitions, to: "own.yaml")
            let text = "definitions: [ \(file) ]\nkpis: [ \(kpi) ]\n"
            return try Blueprint(
                try Settings.parse(text, name: "s.yaml", for: .offline),
                identity: .fixed
            )
        }
        let old = try blueprint(definitions)
        #expect(old.unreloadable(in: try blueprint(definitions)) == [])
        let new = try blueprint(definitions.replacing(text, with: other))
        #expect(old.unreloadable(in: new).map(\.path) == ["definitions"])
        #expect(old.reloaded(from: new).definitionsHash == old.definitionsHash)
        // They do not slip in with a target.
        let aimed = "{ id: own.large, target: { value: 0.5 } }"
        let both = try blueprint(definitions.replacing(text, with: other), aimed)
        #expect(old.unreloadable(in: both).map(\.path) == ["kpis.0.target", "definitions"])
        let alone = try blueprint(definitions, aimed)
        #expect(old.unreloadable(in: alone).map(\.path) == ["kpis.0.target"])
    }
}
