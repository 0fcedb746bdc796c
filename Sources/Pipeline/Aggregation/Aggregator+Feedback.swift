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
        var isRemembered = answer(&event, type, person, combination)
        if !meet(&event, type, person, combination) { isRemembered = false }
        if person != 0, !advance(&event, type, person, combination) { isRemembered = false }
        if !isRemembered { panes.noteRefused(event.time) }
        return taken
    }

    /// Gives what feedback trackers know of a device to the user whom an event names.
    @inline(never)
    mutating func joinFeedback(_ actor: AliasTracker.Actor, at time: Int64) {
        let isKept = feedback.join(
            device: actor.device,
            to: actor.person,
            watermark: panes.watermark
        )
        if !isKept { panes.noteRefused(time) }
    }

    /// Answers, surveys and conversations; false: something found no room.
    private mutating func answer(
        _ event: inout Event,
        _ type: UInt64,
        _ person: UInt64,
        _ combination: UInt32
    ) -> Bool {
        let watermark = panes.watermark
        var isRemembered = true
        if feedback.responses.types & type != 0 {
            isRemembered = feedback.responses.handle(
                event,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        }
        if feedback.surveys.types & type != 0 {
            isRemembered =
                feedback.surveys.handle(
                    event,
                    person: person,
                    combination: combination,
                    watermark: watermark,
                    panes: &panes
                ) && isRemembered
        }
        if feedback.threads.types & type != 0 {
            isRemembered =
                feedback.threads.handle(
                    event,
                    person: person,
                    combination: combination,
                    watermark: watermark,
                    panes: &panes
                ) && isRemembered
        }
        return isRemembered
    }

    /// Buyers, stages and interactions of a person; false: something found no room.
    private mutating func advance(
        _ event: inout Event,
        _ type: UInt64,
        _ person: UInt64,
        _ combination: UInt32
    ) -> Bool {
        let watermark = panes.watermark
        var isRemembered = true
        if feedback.buyers.types & type != 0 {
            isRemembered = feedback.buyers.handle(
                event,
                person: person,
                combination: combination,
                panes: &panes
            )
        }
        if feedback.stages.types & type != 0 {
            isRemembered =
                feedback.stages.handle(
                    &event,
                    person: person,
                    combination: combination,
                    watermark: watermark,
                    panes: &panes
                ) && isRemembered
        }
        if feedback.interactions.types & type != 0 {
            isRemembered =
                feedback.interactions.handle(
                    person: person,
                    time: panes.nominal(event.time),
                    combination: combination,
                    watermark: nominalWatermark,
                    panes: &panes
                ) && isRemembered
        }
        return isRemembered
    }

    /// Leads and touches; false: something found no room.
    private mutating func meet(
        _ event: inout Event,
        _ type: UInt64,
        _ person: UInt64,
        _ combination: UInt32
    ) -> Bool {
        let watermark = panes.watermark
        var isRemembered = true
        if feedback.leads.types & type != 0 {
            isRemembered = feedback.leads.handle(
                event,
                person: person,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
        }
        if feedback.touches.types & type != 0 {
            isRemembered =
                feedback.touches.handle(
                    &event,
                    person: person,
                    combination: combination,
                    watermark: watermark,
                    panes: &panes
                ) && isRemembered
        }
        return isRemembered
    }
}
