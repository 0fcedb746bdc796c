// SPDX-License-Identifier: Apache-2.0

import Sketches
import Windowing

extension Aggregator {
    /// How full the tables are and what became of the events.
    var reading: AggregatorStatus.Reading {
        let limits = configuration.trackers
        var reading = AggregatorStatus.Reading()
        reading.tables = [
            ("rows", view.budget.used, view.budget.maximum),
            ("sessions", sessions.count, limits.sessionLimit),
            ("resumed_sessions", sessions.stuck.count, limits.stuckLimit),
            ("messages", messages.count, limits.messageLimit),
            ("persons", persons.count, limits.actorLimit),
            ("person_days", persons.days.count, limits.actorLimit),
            ("installations", installs.count, limits.actorLimit),
            ("totals", totals.count, limits.objectLimit),
            ("aliases", aliases.count, limits.aliasLimit),
            ("event_ids", duplicates.count, limits.dedupLimit),
            ("series", view.series.reduce(0) { $0 + $1.count }, seriesLimit),
            ("targets", emission.targets.count, emission.targets.limit),
            ("sketch_bytes", sketchBytes, configuration.sketchLimitBytes),
        ]
        reading.tables += feedback.tables(limits)
        reading.outcomes = (0..<partitionCount).map { outcomes(of: $0) }
        reading.dedupHorizonSeconds =
            Double(duplicates.horizon(watermark: panes.watermark)) / 1_000
        reading.refusedSeries = panes.combinations.refusedCount
        reading.refusedCount =
            sessions.refusedCount + messages.refusedCount + persons.refusedCount
            + installs.refusedCount + totals.refusedCount + aliases.refusedCount
            + duplicates.refusedCount + feedback.refusedCount + panes.combinations.refusedCount
            + panes.overflowCount + Int(view.budget.refused)
        return reading
    }

    private var seriesLimit: Int { view.series.reduce(0) { $0 + $1.limit } }

    private var sketchBytes: Int {
        view.arenas.distinct.bytesInUse + view.arenas.exactDistinct.bytesInUse
            + view.arenas.histograms.bytesInUse + view.arenas.tops.bytesInUse
    }
}
