// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

@testable import Pipeline

/// A session tracker whose device 1 does something; the timeout is 100, the cap 1,000, an
/// engagement takes 10, and the allowed lateness is 500.
struct SessionBench: ~Copyable {
    var facts: FactBench
    var tracker: SessionTracker

    init(
        _ shapes: [FactBench.Shape] = [FactBench.Shape()],
        wanted: FactKindSet = .all,
        change: (inout TrackerParameters) -> Void = { _ in }
    ) {
        var parameters = TrackerParameters()
        parameters.sessionTimeout = 100
        parameters.appTimeout = 100
        parameters.sessionCap = 1_000
        parameters.engagedAfter = 10
        parameters.largestLateness = 500
        parameters.sessionLimit = 10_000
        change(&parameters)
        tracker = SessionTracker(parameters, wanted: wanted)
        facts = FactBench(shapes)
    }

    /// The watermark by which panes take facts, and trackers see what has ended.
    var watermark: Int64 {
        get { facts.panes.watermark }
        set { facts.panes.watermark = newValue }
    }

    @discardableResult
    mutating func handle(_ event: Event, device: UInt64 = 1, country: UInt32 = 0) -> Bool {
        let combination = facts.combination(country)
        var event = event
        return tracker.handle(
            &event,
            deviceKey: device,
            combination: combination,
            watermark: watermark,
            panes: &facts.panes
        )
    }

    /// Page views at some times.
    mutating func view(at times: Int64..., country: UInt32 = 0) {
        for time in times { handle(.make(.pageView, at: time), country: country) }
    }

    mutating func advance(to time: Int64) {
        watermark = time
        tracker.advance(to: time, panes: &facts.panes)
    }

    /// Starts of sessions and how many there are at each.
    var starts: [String: Int64] { facts.counted().filter { $0.key.hasPrefix("sessionStarted") } }

    /// What ended sessions say.
    var ends: [String: Int64] { facts.counted().filter { $0.key.hasPrefix("sessionEnded") } }
}
