// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct WindowTests {
    @Test(
        arguments: [
            ("[10s, 1m, 1h, 1d, 1w, 1mo]", nil), ("[1mo]", nil), ("[2d, 1w]", nil),
            (
                "[1d, 1mo, 1w]",
                "1:10: `windows`: 1mo is no divisor of 1w, which follows it; list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
            ),
            (
                "[1d, 1w, 1w]",
                "1:10: `windows`: 1w is no divisor of 1w, which follows it; list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
            ),
            (
                "[1h, 1h by 5m]",
                "1:10: `windows` lists sizes, and \"1h by 5m\" slides; name it under `windows` of a KPI"
            ),
            (
                "[2w]",
                "1:11: `windows` must be a window, not `2w`; write a duration such as 1h, 1w, 1mo, or two as in \"1h by 5m\""
            ),
        ] as [(String, String?)]
    )
    func `weeks and months stand behind durations`(text: String, fault: String?) {
        #expect(faults("windows: \(text)") == (fault.map { ["f.yaml:\($0)"] } ?? []))
    }

    @Test(
        arguments: [
            ("1h by 5m", nil), ("7d by 1d", nil), ("1h by 7m", "1h cannot advance by 7m"),
            ("1h by 1h", "1h cannot advance by 1h"), ("1h by 0s", "1h cannot advance by 0s"),
            ("1d by 1m", "1d cannot advance by 1m"),
            ("10s by 500ms", "10s cannot advance by 500ms"),
            ("32d by 1d", "32d cannot advance by 1d"),
        ] as [(String, String?)]
    )
    func `sliding windows advance by a part of them`(text: String, fault: String?) {
        let found = faults("kpis: [{id: a, windows: [\(text)]}]")
        let sentence = fault.map {
            "f.yaml:1:25: `kpis.0.windows`: a window of \($0); take a whole part of it, at least 1s and a thousandth, of at most 31d"
        }
        #expect(found == (sentence.map { [$0] } ?? []))
    }

    @Test func `windows are written as they are read`() throws {
        let text = "{windows: [1d, 1w, 1mo], kpis: [{id: a, windows: [1w, \"1h by 5m\"]}]}"
        let settings = try Settings.parse(text, for: .offline)
        #expect(settings.windows == [.tumbling(.seconds(86_400)), .week, .month])
        #expect(settings.kpis[0].windows.map(\.yaml) == ["1w", "\"1h by 5m\""])
        #expect(settings.kpis[0].windows == [.week, .sliding(.seconds(3_600), by: .seconds(300))])
    }

    @Test func `a week and a month have the lateness of their length`() throws {
        let settings = try Settings.parse(
            "{time: {lateness: {1d: 1h, 1w: 2h, 1mo: 3h}}}",
            for: .offline
        )
        #expect(settings.lateness(for: Window.week.length) == .seconds(7_200))
        #expect(settings.lateness(for: Window.month.length) == .seconds(10_800))
        #expect(settings.lateness(for: .seconds(2 * 86_400)) == .seconds(3_600))
    }
}
