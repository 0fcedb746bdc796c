// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Settings

extension Blueprint {
    /// What the ingest stage must know.
    func ingest(_ sources: [IngestConfiguration.Source]) -> IngestConfiguration {
        var configuration = IngestConfiguration(
            sources: sources,
            schema: EventSchema(
                key: identity,
                dimensions: plan.dimensions,
                listed: plan.listedDimensions,
                listedTypes: plan.listedTypes.map { EventTypeSet(rawValue: $0) },
                wanted: EventTypeSet(rawValue: plan.wantedTypes),
                identities: identities,
                wantsTraffic: plan.wantsTraffic,
                traffic: TrafficRules(settings),
                bots: bots,
                keptParameters: settings.urls.keep,
                valueLimit: knownValues,
                admittedLimit: settings.limits.dimensionValues,
                listedLimit: settings.limits.topValues
            ),
            bounds: TimeBounds(
                maxAgeMilliseconds: settings.time.maximumAge.wholeMilliseconds,
                maxAheadMilliseconds: settings.time.maximumAhead.wholeMilliseconds
            )
        )
        configuration.expected = plan.dimensions.indices.map { slot in
            plan.outputs.flatMap { output in
                let slots = plan.groupingSets[plan.tables[output.table].groupingSet]
                let position = slots.firstIndex(of: slot)
                return position.map { place in output.expected.map { $0[place] } } ?? []
            }
        }
        configuration.currencies = settings.money.currency.flatMap {
            CurrencyTable(main: $0, rates: settings.money.rates.factors)
        }
        configuration.tables = tables.map(\.schema)
        configuration.tableLimit = settings.limits.tableEntries
        return configuration
    }

    /// The ids of events that anybody looks at: counting, or a side table.
    private var identities: IdentitySet {
        let isLookedFor = settings.dedup.window > .zero || settings.dedup.emailWindow > .zero
        return tables.reduce(plan.identities(remembersEvents: isLookedFor)) { needed, table in
            needed.union(table.schema.key == .object ? .objects : .persons)
        }
    }

    /// Values of a dimension that are known at most: some days' worth of what a day admits.
    var knownValues: Int { 4 * settings.limits.dimensionValues }

    /// The most values of each slot: of the dimensions that are grouped by, then of those listed.
    var valueLimits: [Int] {
        plan.dimensions.map { _ in knownValues }
            + plan.listedDimensions.map { _ in settings.limits.topValues }
    }

    /// What the aggregator must know.
    ///
    /// - Parameters:
    ///   - dictionaries: the ingest stage's; expected values are interned in them.
    ///   - start: where the watermark begins, ms; nil: with the first event.
    ///   - completeFrom: from when on everything is seen, ms.
    /// - Returns: the configuration.
    func aggregator(
        _ dictionaries: [ValueDictionary],
        start: Int64?,
        completeFrom: Int64
    ) -> AggregatorConfiguration {
        var configuration = aggregator
        configuration.start = start
        configuration.completeFrom = completeFrom
        configuration.sketchLimitBytes = budget.sketchBytes
        configuration.expected = plan.outputs.map { output in
            let slots = plan.groupingSets[plan.tables[output.table].groupingSet]
            return output.expected.map { values in
                zip(slots, values).map { dictionaries[$0].intern($1) }
            }
        }
        return configuration
    }

    /// The part of it that settings alone decide.
    var aggregator: AggregatorConfiguration {
        var configuration = AggregatorConfiguration(plan: plan)
        configuration.trackers = trackers
        configuration.zone = settings.time.zone
        configuration.outOfOrderness = settings.time.outOfOrderness.wholeMilliseconds
        configuration.idleAfter = settings.time.idle.wholeMilliseconds
        configuration.rowLimit = settings.limits.rows
        configuration.seriesLimit = settings.limits.series
        for name in plan.eventNames { configuration.names[name] = identity.hash(ofName: name) }
        return configuration
    }

    /// Times and limits of the trackers.
    private var trackers: TrackerParameters {
        var trackers = TrackerParameters()
        trackers.sessionTimeout = parameters.sessionTimeout
        trackers.appTimeout = parameters.appTimeout
        trackers.sessionCap = parameters.cap
        trackers.engagedAfter = parameters.engagedAfter
        trackers.attribution = parameters.attribution
        trackers.dedupWindow = settings.dedup.window.wholeMilliseconds
        trackers.dedupEmailWindow = settings.dedup.emailWindow.wholeMilliseconds
        trackers.largestLateness = plan.tables.map(\.lateness).max() ?? 0
        trackers.dedupLimit = settings.dedup.entries
        trackers.sessionLimit = settings.limits.sessions
        trackers.actorLimit = settings.limits.actors
        trackers.messageLimit = settings.limits.messages
        trackers.aliasLimit = settings.limits.aliases
        trackers.objectLimit = settings.limits.objects
        trackers.responseLimit = settings.limits.responses
        trackers.threadLimit = settings.limits.threads
        return trackers
    }

    /// Alerts of nothing yet, in a generation of the state.
    func alerts(generation: Int) -> AlertLog {
        AlertLog(
            AlertEncoder(
                plan: plan,
                application: settings.application,
                generation: generation,
                keyFingerprint: identity.fingerprint,
                rules: rules,
                inputRules: settings.inputRules
            )
        )
    }

    /// The history of finals, of nothing yet.
    func history() -> FinalHistory {
        FinalHistory(plan: plan, limitBytes: budget.historyBytes, rules: rules)
    }
}
