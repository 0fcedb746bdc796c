// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import Testing

@testable import streamgauge

struct DuplicateReportTests {
    private func report(_ text: String) throws -> String {
        let settings = try Settings.parse(text, for: .offline)
        return DuplicateReport(try Blueprint(settings, identity: .fixed)).text
    }

    @Test func `the defaults are told and not warned of`() throws {
        let text = try report("kpis: [ web.pageviews ]")
        #expect(text.contains("  events: known by their id for 1d (`dedup.window`)\n"))
        #expect(text.contains("rows of 1d take events up to 30h after their time"))
        #expect(!text.contains("warning"))
        #expect(text.contains("  e-mail events: known by their id for 2d (`dedup.email_window`)\n"))
    }

    @Test func `a window of one's own that is shorter than events are counted is warned of`()
        throws
    {
        let text = try report("{ kpis: [ web.pageviews ], windows: [ 1h ], dedup: { window: 1h } }")
        #expect(
            text.contains(
                "  warning: rows of 1h take events up to 90m after their time (1h, twice the "
                    + "`time.lateness` of 15m), so one that comes again after 1h can count twice; "
                    + "`dedup.window: 90m` or more, or a shorter lateness, rules that out\n"
            )
        )
        let exact = try report(
            "{ kpis: [ web.pageviews ], windows: [ 1h ], dedup: { window: 90m } }"
        )
        #expect(!exact.contains("rows of"))
    }

    @Test func `a lateness of one's own counts as well`() throws {
        let text = try report("{ kpis: [ web.pageviews ], time: { lateness: { 1d: 6h } } }")
        #expect(text.contains("  warning: rows of 1d take events up to 36h after their time"))
    }

    @Test func `what counts no event twice anyway needs no window`() throws {
        let text = try report("{ kpis: [ web.visitors ], dedup: { window: 1m } }")
        #expect(text.contains("known by their id for 1m") && !text.contains("rows of"))
    }

    @Test func `a window of nothing is what it says`() throws {
        let text = try report("{ kpis: [ web.pageviews ], dedup: { window: 0s } }")
        #expect(text.contains("  events: each counts as often as it comes (`dedup.window: 0s`)"))
        #expect(!text.contains("warning"))
    }
}
