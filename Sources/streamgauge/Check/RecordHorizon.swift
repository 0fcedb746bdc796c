// SPDX-License-Identifier: Apache-2.0

import KPIs
import Settings
import YAMLText

/// How long the records of an input are needed to count the longest window anew.
struct RecordHorizon: Equatable {
    /// So long, ms; rounded up to whole hours.
    let milliseconds: Int64

    private static let hour: Int64 = 3_600_000

    /// The horizon of a blueprint: the window that is longest until it is final, how late events may come to
    /// that, and the time until a commit, by this process or the next one.
    init(_ blueprint: Blueprint) {
        let (plan, settings) = (blueprint.plan, blueprint.settings)
        let windows = plan.outputs.map { $0.shape.longest + $0.finality }
        let late = settings.time.outOfOrderness.wholeMilliseconds
        let outage = (settings.state.commit + settings.state.session).wholeMilliseconds
        let all = (windows.max() ?? 0) + late + outage
        milliseconds = (all + Self.hour - 1) / Self.hour * Self.hour
    }

    /// The horizon as settings write durations.
    var text: String { DurationText.of(milliseconds) }
}
