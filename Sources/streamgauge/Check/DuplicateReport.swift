// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings

/// How long ids of events are remembered, and whether that is as long as events are counted, for people.
struct DuplicateReport {
    private let blueprint: Blueprint

    /// The report of a blueprint.
    init(_ blueprint: Blueprint) { self.blueprint = blueprint }

    /// Lines for the terminal.
    var text: String {
        "\nevents that come twice\n"
            + lines("dedup.window", settings.dedup.window, isMail: false)
            + lines("dedup.email_window", settings.dedup.emailWindow, isMail: true)
    }

    private var settings: Settings { blueprint.settings }

    /// Whether the settings say themselves what is compared here; the defaults are told of, not warned of.
    private var isChosen: Bool {
        let (dedup, time) = (Settings.Dedup(), Settings.Time())
        return settings.dedup.window != dedup.window
            || settings.dedup.emailWindow != dedup.emailWindow
            || settings.time.lateness != time.lateness
    }

    private func lines(_ key: String, _ window: Duration, isMail: Bool) -> String {
        let events = isMail ? "e-mail events" : "events"
        let known = DurationText.of(window.wholeMilliseconds)
        guard window > .zero else {
            return "  \(events): each counts as often as it comes (`\(key): 0s`)\n"
        }
        let text = "  \(events): known by their id for \(known) (`\(key)`)\n"
        guard let table = blueprint.plan.longestRepeating(isMail: isMail),
            window.wholeMilliseconds < table.paneSize + table.acceptance
        else { return text }
        let (pane, lateness) = (DurationText.of(table.paneSize), DurationText.of(table.lateness))
        let reach = DurationText.of(table.paneSize + table.acceptance)
        let settle = table.settle > 0 ? "\(DurationText.of(table.settle)) to settle, " : ""
        return text + (isChosen ? "  warning: " : "    ")
            + "rows of \(pane) take events up to \(reach) after their time (\(pane), \(settle)twice"
            + " the `time.lateness` of \(lateness)), so one that comes again after \(known) can count"
            + " twice; `\(key): \(reach)` or more, or a shorter lateness, rules that out\n"
    }
}
