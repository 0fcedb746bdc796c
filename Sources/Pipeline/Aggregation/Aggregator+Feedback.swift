// SPDX-License-Identifier: Apache-2.0

import Events

extension Aggregator {
    /// Shows an event to the trackers of answers, money and the journey that take its type.
    ///
    /// - Parameters:
    ///   - event: of a type that `feedback` takes.
    ///   - person: who did it; 0: nobody known.
    ///   - source: tells apart the same object in different sources.
    ///   - combination: of the event's dimension values.
    ///   - isVisible: whether trackers see it; spending is read in any case.
    /// - Returns: the pane classes that took a fact of an event that may be invisible.
    @inline(never)
    mutating func follow(
        _ event: inout Event,
        _ person: UInt64,
        source: UInt64,
        combination: UInt32,
        isVisible: Bool
    ) -> UInt64 {
        let type: UInt64 = 1 << UInt64(event.type.rawValue)
        var taken: UInt64 = 0
        if feedback.spending.types & type != 0 {
            taken = feedback.spending.handle(
                event,
                source: source,
                combination: combination,
                panes: &panes
            )
        }
        guard isVisible else { return taken }
        var refused: FactKindSet =
            feedback.answerTypes & type == 0 ? [] : answer(&event, type, person, combination)
        refused.formUnion(meet(&event, type, person, combination))
        if person != 0 { refused.formUnion(advance(&event, type, person, combination)) }
        if !refused.isEmpty { panes.noteRefused(event.time, of: refused) }
        return taken
    }

    /// Gives what feedback trackers know of a device to the user whom an event names.
    @inline(never)
    mutating func joinFeedback(_ actor: AliasTracker.Actor, at time: Int64) {
        let refused = feedback.join(
            device: actor.device,
            to: actor.person,
            watermark: panes.watermark
        )
        if !refused.isEmpty { panes.noteRefused(time, of: refused) }
    }

    /// Answers, surveys and conversations; the kinds of facts of what found no room.
    @inline(never)
    private mutating func answer(
        _ event: inout Event,
        _ type: UInt64,
        _ person: UInt64,
        _ combination: UInt32
    ) -> FactKindSet {
        let watermark = panes.watermark
        var refused: FactKindSet = []
        if feedback.responses.types & type != 0,
            !feedback.responses.handle(
                event,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(ResponseTracker.facts))
        }
        if feedback.surveys.types & type != 0,
            !feedback.surveys.handle(
                event,
                person: person,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(SurveyTracker.facts))
        }
        if feedback.threads.types & type != 0,
            !feedback.threads.handle(
                event,
                person: person,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(ThreadTracker.facts))
        }
        return refused
    }

    /// Buyers, stages and interactions of a person; the kinds of facts of what found no room.
    private mutating func advance(
        _ event: inout Event,
        _ type: UInt64,
        _ person: UInt64,
        _ combination: UInt32
    ) -> FactKindSet {
        let watermark = panes.watermark
        var refused: FactKindSet = []
        if feedback.buyers.types & type != 0,
            !feedback.buyers.handle(
                event,
                person: person,
                combination: combination,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(BuyerTracker.facts))
        }
        if feedback.stages.types & type != 0,
            !feedback.stages.handle(
                &event,
                person: person,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(StageTracker.facts))
        }
        if feedback.interactions.types & type != 0,
            !feedback.interactions.handle(
                person: person,
                time: panes.nominal(event.time),
                combination: combination,
                watermark: nominalWatermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(InteractionTracker.facts))
        }
        return refused
    }

    /// Leads and touches; the kinds of facts of what found no room.
    private mutating func meet(
        _ event: inout Event,
        _ type: UInt64,
        _ person: UInt64,
        _ combination: UInt32
    ) -> FactKindSet {
        let watermark = panes.watermark
        var refused: FactKindSet = []
        if feedback.leads.types & type != 0,
            !feedback.leads.handle(
                event,
                person: person,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(LeadTracker.facts))
        }
        if feedback.touches.types & type != 0,
            !feedback.touches.handle(
                &event,
                person: person,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        {
            refused.formUnion(FactKindSet(TouchTracker.facts))
        }
        return refused
    }
}
