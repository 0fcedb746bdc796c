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

    @Test func `what cannot be read changes nothing`() throws {
        let control = try control(
            "log: { level: warning }",
            .failure(ProgramError(.settings, "s.yaml:1:1: no"))
        )
        control.reload()
        #expect(control.blueprint.settings.log.level == .warning)
        #expect(reloads.failures == 1 && reloads.successes == 0 && !reloads.isLastSuccessful)
    }

    @Test func `definitions with other content need a restart though no key differs`() throws {
        let old = try Self.blueprint("")
        let same = try Self.blueprint("")
        #expect(old.unreloadable(in: same) == [])
        // As if a file had been changed: other definitions under the same keys.
        let other = try Self.blueprint("sessions: { timeout: 20m }")
        #expect(old.unreloadable(in: other).map(\.path) == ["sessions.timeout"])
        let renamed = old.reloaded(from: other)
        #expect(renamed.definitionsHash == old.definitionsHash)
    }
}
