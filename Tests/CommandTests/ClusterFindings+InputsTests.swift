// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Settings
import Testing

@testable import streamgauge

/// What is said of input topics and of clocks.
struct ClusterFindingsInputsTests {
    private static let hour: Int64 = 3_600_000
    private static let text = """
        application: shop
        kafka: { bootstrap.servers: "b:9092" }
        windows: [ 1h, 1d ]
        kpis: [ web.visits ]
        """

    private func findings(_ text: String = text) throws -> (ClusterFindings, RecordHorizon) {
        let settings = try Settings.parse(text, name: "s.yaml", for: .offline)
        let blueprint = try Blueprint(settings, identity: .fixed)
        return (ClusterFindings(settings: settings), RecordHorizon(blueprint))
    }

    @Test func `records are needed for the longest window, its late events and a takeover`() throws
    {
        // A day, 3 h of lateness, a minute of disorder and 15 s: rounded up.
        #expect(try findings().1.milliseconds == 28 * Self.hour)
        // An opening is waited for, too.
        let mails = Self.text.replacing("web.visits", with: "email.open_rate")
        #expect(try findings(mails).1.milliseconds > 7 * 24 * Self.hour)
    }

    @Test(
        arguments: [
            (["retention.ms": "\(28 * hour)", "cleanup.policy": "delete"], nil),
            (["retention.ms": "-1"], nil), ([:], nil),
            (
                ["retention.ms": "\(27 * hour)"],
                "it keeps records for 27h, windows may need them for 28h"
            ),
            (["cleanup.policy": "compact,delete"], "it is compacted"),
        ] as [([String: String], String?)]
    )
    func `a topic that forgets too early is a warning with the command that mends it`(
        configuration: [String: String],
        warning: String?
    ) throws {
        var (findings, horizon) = try findings()
        findings.checkRetention(of: "clicks", configuration, horizon)
        #expect(findings.errors.isEmpty && findings.warningCount == (warning == nil ? 0 : 1))
        #expect(findings.text.contains("  warning: \(warning ?? "")") == (warning != nil))
        let command =
            "fix: kafka-configs.sh --bootstrap-server b:9092 --alter --entity-type topics "
        #expect(findings.text.contains(command + "--entity-name clicks ") == (warning != nil))
    }

    @Test func `a bound of bytes is told by what it leaves`() throws {
        var (findings, horizon) = try findings()
        findings.checkSize(of: "clicks", kept: nil, horizon)
        findings.checkSize(of: "clicks", kept: 28 * Self.hour, horizon)
        #expect(findings.text.isEmpty && findings.summary == "  nothing to mend\n")
        findings.checkSize(of: "clicks", kept: 2 * Self.hour, horizon)
        #expect(findings.text.contains("its retention.bytes leave a partition records of 2h"))
        #expect(findings.text.contains("--add-config retention.bytes=-1\n"))
    }

    @Test(arguments: [
        (ClockProbe.Outcome.measured(ahead: 3, within: 2), "3 ms (± 2 ms) ahead of", 0),
        (.measured(ahead: -2_000, within: 1), "2000 ms (± 1 ms) behind", 0),
        // It may be the way that took so long.
        (.measured(ahead: 9_000, within: 8_000), "9000 ms (± 8000 ms) ahead of", 0),
        (.measured(ahead: -61_000, within: 5), "61000 ms (± 5 ms) behind", 1),
        (.unknown("no right"), "not compared with a broker's: no right", 0),
    ])
    func `clocks that differ by more than the measure is wrong are a warning`(
        outcome: ClockProbe.Outcome,
        text: String,
        warnings: Int
    ) throws {
        var (findings, _) = try findings()
        findings.check(outcome)
        #expect(findings.text.contains("  clock: ") && findings.text.contains(text))
        #expect(findings.warningCount == warnings)
    }

    @Test func `a record's stamp lies between sending and answer, whatever the clocks`() {
        #expect(
            ClockProbe.outcome(appended: 1_005, during: 1_000...1_009)
                == .measured(ahead: 1, within: 6)
        )
        #expect(
            ClockProbe.outcome(appended: 61_000, during: 1_000...1_000)
                == .measured(ahead: 60_000, within: 1)
        )
    }

    @Test func `records from the future are a warning, those of this minute are not`() throws {
        var (findings, _) = try findings()
        findings.checkAhead(60_000)
        #expect(findings.text.isEmpty)
        findings.checkAhead(7_200_500)
        #expect(findings.text.contains("its newest record is 2h ahead of this machine's clock"))
        #expect(findings.warningCount == 1)
    }

    @Test func `of one partition nothing is said about keys`() throws {
        var (findings, _) = try findings()
        findings.check(spread: .spread(9, of: 10), count: 40, 1)
        #expect(findings.text.isEmpty)
        findings.check(spread: .keyed, count: 40, 2)
        findings.check(spread: .unknown, count: 3, 2)
        #expect(findings.warningCount == 0)
        findings.check(spread: .spread(9, of: 10), count: 40, 2)
        #expect(findings.text.contains("warning: 9 of 10 actors have events in several partitions"))
    }
}
