// SPDX-License-Identifier: Apache-2.0

import KPIs
import Sketches
import Windowing

extension Aggregator {
    /// How full the tables are and what became of the events.
    var reading: AggregatorStatus.Reading {
        let limits = configuration.trackers
        var reading = AggregatorStatus.Reading()
        reading.tables = [
            .init("rows", view.budget.used, of: view.budget.maximum, Int(view.budget.refused)),
            .init("sessions", sessions.count, of: limits.sessionLimit, sessions.refusedCount),
            .init("resumed_sessions", sessions.stuck.count, of: limits.stuckLimit),
            .init("messages", messages.count, of: limits.messageLimit, messages.refusedCount),
            .init("persons", persons.count, of: limits.actorLimit, persons.refusedCount),
            .init(
                "person_days",
                persons.days.count,
                of: limits.actorLimit,
                persons.days.refusedCount
            ),
            .init("installations", installs.count, of: limits.actorLimit, installs.refusedCount),
            .init("totals", totals.count, of: limits.objectLimit, totals.refusedCount),
            .init("aliases", aliases.count, of: limits.aliasLimit, aliases.refusedCount),
            .init("event_ids", duplicates.count, of: limits.dedupLimit, duplicates.refusedCount),
            .init(
                "sketch_bytes",
                sketchBytes,
                of: configuration.sketchLimitBytes,
                Int(clamping: lostItems)
            ),
        ]
        reading.tables += feedback.tables(limits) + groupedTables
        reading.outcomes = (0..<partitionCount).map { outcomes(of: $0) }
        reading.dedupHorizonSeconds =
            Double(duplicates.horizon(watermark: panes.watermark)) / 1_000
        reading.refusedSeries = panes.combinations.refusedCount
        return reading
    }

    /// The tables that grow with the values of dimensions.
    ///
    /// Without any they have room for what is there from the beginning and are full for good, which
    /// would be told as a fault.
    private var groupedTables: [PublishedStatus.Table] {
        guard !view.plan.dimensions.isEmpty else { return [] }
        var tables: [PublishedStatus.Table] = [
            .init("series", view.series.reduce(0) { $0 + $1.count }, of: seriesLimit),
            .init("combinations", panes.combinations.count, of: panes.combinations.limit),
        ]
        if areTargetsGrouped {
            tables.append(.init("targets", emission.targets.count, of: emission.targets.limit))
        }
        return tables
    }

    private var areTargetsGrouped: Bool {
        let plan = view.plan
        return plan.outputs.contains { output in
            plan.kpis[output.kpi].target != nil && plan.tables[output.table].groupingSet > 0
        }
    }

    private var seriesLimit: Int { view.series.reduce(0) { $0 + $1.limit } }

    /// Items that sketches had no memory for.
    private var lostItems: UInt64 {
        view.arenas.distinct.overflowCount + view.arenas.exactDistinct.overflowCount
            + view.arenas.histograms.overflowCount + view.arenas.tops.overflowCount
    }

    private var sketchBytes: Int {
        view.arenas.distinct.bytesInUse + view.arenas.exactDistinct.bytesInUse
            + view.arenas.histograms.bytesInUse + view.arenas.tops.bytesInUse
    }
}

extension PublishedStatus.Table {
    /// A table's level, and how often something found no room.
    init(_ name: String, _ entries: Int, of limit: Int, _ refused: Int? = nil) {
        self.init(
            name: name,
            entries: entries,
            limit: limit,
            refused: refused.map { UInt64($0) }
        )
    }
}
