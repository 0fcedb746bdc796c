// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The trackers of answers, money and the journey (rules: Semantics, section 10).
///
/// One whose facts nobody asks for takes no events, so it costs nothing. Owned and used by one
/// aggregator.
struct FeedbackTrackers: ~Copyable {
    /// Types of the events that any of them takes, as bits.
    let types: UInt64
    var responses: ResponseTracker
    var surveys: SurveyTracker
    var spending: SpendTracker
    var leads: LeadTracker
    var buyers: BuyerTracker
    var touches: TouchTracker
    var stages: StageTracker
    var threads: ThreadTracker
    var interactions: InteractionTracker

    init(_ configuration: AggregatorConfiguration) {
        let (plan, parameters) = (configuration.plan, configuration.trackers)
        responses = .init(parameters, types: plan.types(of: ResponseTracker.facts))
        surveys = .init(parameters, types: plan.types(of: SurveyTracker.facts))
        spending = .init(parameters, types: plan.types(of: SpendTracker.facts))
        leads = .init(parameters, types: plan.types(of: LeadTracker.facts))
        buyers = .init(parameters, types: plan.types(of: BuyerTracker.facts))
        touches = .init(
            parameters,
            types: plan.types(of: TouchTracker.facts),
            dimensions: plan.dimensions
        )
        stages = .init(
            parameters,
            types: plan.types(of: StageTracker.facts),
            keepsTransitions: configuration.keepsTransitions
        )
        threads = .init(parameters, types: plan.types(of: ThreadTracker.facts))
        interactions = .init(parameters, types: plan.types(of: InteractionTracker.facts))
        types =
            responses.types | surveys.types | spending.types | leads.types | buyers.types
            | touches.types | stages.types | threads.types | interactions.types
    }

    /// Whether any of them takes events of a type.
    @inline(__always)
    func takes(_ type: EventType) -> Bool { types & (1 << UInt64(type.rawValue)) != 0 }

    /// Starts loading what an event of a type that is taken will read.
    @inline(never)
    func prefetch(_ event: borrowing Event, person: UInt64) {
        let type: UInt64 = 1 << UInt64(event.type.rawValue)
        if responses.types & type != 0 { responses.prefetch(event) }
        guard person != 0 else { return }
        if touches.types & type != 0 { touches.prefetch(event, person: person) }
        if stages.types & type != 0 { stages.prefetch(person: person) }
        if interactions.types & type != 0 { interactions.prefetch(person: person) }
    }

    /// How full the tables are that may be filled.
    func tables(_ limits: TrackerParameters) -> [(name: String, entries: Int, limit: Int)] {
        var tables: [(name: String, entries: Int, limit: Int)] = []
        if responses.types != 0 {
            tables.append(("responses", responses.count, limits.responseLimit))
        }
        if surveys.types != 0 {
            tables.append(("invitations", surveys.count, limits.responseLimit))
        }
        if spending.types != 0 { tables.append(("spending", spending.count, limits.objectLimit)) }
        if leads.types != 0 { tables.append(("leads", leads.count, limits.doerLimit)) }
        if buyers.types != 0 { tables.append(("buyers", buyers.count, limits.doerLimit)) }
        if touches.hasTable { tables.append(("touches", touches.count, limits.doerLimit)) }
        if stages.types != 0 { tables.append(("stages", stages.count, limits.doerLimit)) }
        if stages.transitions.isKept {
            let waiting = stages.transitions.waiting.count
            tables.append(("transitions", waiting, StageTransitions.limit))
        }
        if threads.types != 0 { tables.append(("threads", threads.count, limits.threadLimit)) }
        if interactions.types != 0 {
            tables.append(("interactions", interactions.count, limits.doerLimit))
        }
        return tables
    }

    /// Events that found no room.
    var refusedCount: Int {
        responses.refusedCount + surveys.refusedCount + spending.refusedCount + leads.refusedCount
            + buyers.refusedCount + touches.refusedCount + stages.refusedCount
            + threads.refusedCount + interactions.refusedCount
    }
}
