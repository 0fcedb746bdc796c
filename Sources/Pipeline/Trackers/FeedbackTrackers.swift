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
    /// The same of those that see answers and conversations.
    let answerTypes: UInt64
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
        answerTypes = responses.types | surveys.types | threads.types
        types =
            responses.types | surveys.types | spending.types | leads.types | buyers.types
            | touches.types | stages.types | threads.types | interactions.types
    }

    /// Whether any of them takes events of a type.
    @inline(__always)
    func takes(_ type: EventType) -> Bool { types & (1 << UInt64(type.rawValue)) != 0 }

    /// Starts loading what an event of a type that is taken will read, and changes nothing.
    @inline(never)
    mutating func prefetch(_ event: inout Event, person: UInt64) {
        let type: UInt64 = 1 << UInt64(event.type.rawValue)
        if responses.types & type != 0 { responses.prefetch(event) }
        guard person != 0 else { return }
        if touches.types & type != 0 { touches.prefetch(event, person: person) }
        if stages.types & type != 0 { stages.prefetch(person: person) }
        if interactions.types & type != 0 { interactions.prefetch(person: person) }
    }

    /// Gives what is remembered of a device to the user it belongs to, so that what the user does next is
    /// seen with it; what was said stays.
    ///
    /// - Returns: the kinds of facts of what found no room.
    mutating func join(device: UInt64, to user: UInt64, watermark: Int64) -> FactKindSet {
        var refused: FactKindSet = []
        if !leads.join(device: device, to: user, watermark: watermark) {
            refused.formUnion(FactKindSet(LeadTracker.facts))
        }
        if !buyers.join(device: device, to: user) {
            refused.formUnion(FactKindSet(BuyerTracker.facts))
        }
        if !touches.join(device: device, to: user, watermark: watermark) {
            refused.formUnion(FactKindSet(TouchTracker.facts))
        }
        if !stages.join(device: device, to: user, watermark: watermark) {
            refused.formUnion(FactKindSet(StageTracker.facts))
        }
        return refused
    }

    /// Drops what is forgotten in a part of each table.
    ///
    /// - Parameters:
    ///   - watermark: ms UTC.
    ///   - nominal: the same by the clock of the calendar, ms.
    mutating func sweep(at watermark: Int64, nominal: Int64) {
        responses.sweep(at: watermark)
        surveys.sweep(at: watermark)
        spending.sweep(at: watermark)
        leads.sweep(at: watermark)
        touches.sweep(at: watermark)
        stages.sweep(at: watermark)
        threads.sweep(at: watermark)
        interactions.sweep(at: nominal)
    }

    /// How full the tables are that may be filled.
    func tables(_ limits: TrackerParameters) -> [PublishedStatus.Table] {
        var tables: [PublishedStatus.Table] = []
        func add(_ types: UInt64, _ name: String, _ count: Int, of limit: Int, _ refused: Int?) {
            if types != 0 { tables.append(.init(name, count, of: limit, refused)) }
        }
        let (answers, doers) = (limits.responseLimit, limits.doerLimit)
        add(responses.types, "responses", responses.count, of: answers, responses.refusedCount)
        add(surveys.types, "invitations", surveys.count, of: answers, surveys.refusedCount)
        let objects = limits.objectLimit
        add(spending.types, "spending", spending.count, of: objects, spending.refusedCount)
        add(leads.types, "leads", leads.count, of: doers, leads.refusedCount)
        add(buyers.types, "buyers", buyers.count, of: doers, buyers.refusedCount)
        add(touches.hasTable ? 1 : 0, "touches", touches.count, of: doers, touches.refusedCount)
        add(stages.types, "stages", stages.count, of: doers, stages.refusedCount)
        let transitions = stages.transitions
        add(
            transitions.isKept ? 1 : 0,
            "transitions",
            transitions.waiting.count,
            of: StageTransitions.limit,
            nil
        )
        add(threads.types, "threads", threads.count, of: limits.threadLimit, threads.refusedCount)
        add(
            interactions.types,
            "interactions",
            interactions.count,
            of: doers,
            interactions.refusedCount
        )
        return tables
    }
}
