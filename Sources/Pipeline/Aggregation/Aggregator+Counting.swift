// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

extension Aggregator {
    /// Counts an event that is wanted and new; false: it is late.
    @inline(__always)
    mutating func count(_ event: inout Event, source: UInt64) -> Bool {
        let watermark = panes.watermark
        let oldest =
            watermark == .min ? .min : watermark - configuration.trackers.largestLateness
        let isVisible = event.time >= oldest
        if event.flags.contains(.nonHuman) { return countMachine(&event) || isVisible }
        let actor =
            isVisible
            ? aliases.join(event, watermark: watermark)
            : aliases.resolve(event, watermark: watermark)
        // The device will count beside its user.
        if actor.isRefused { panes.noteRefused(event.time, of: .all) }
        let combination = panes.combinations.number(of: event)
        var taken = countFlow(&event, person: actor.person, combination: combination)
        taken |= panes.add(&event, person: actor.person, combination: combination)
        if event.type == .totals {
            taken |= totals.handle(event, source: source, combination: combination, panes: &panes)
        }
        if actor.isFirstJoin { joinFeedback(actor, at: event.time) }
        if feedback.takes(event.type) {
            taken |= follow(
                &event,
                actor.person,
                source: source,
                combination: combination,
                isVisible: isVisible
            )
        }
        if isVisible { track(&event, actor, combination: combination) }
        return isVisible || taken != 0
    }

    /// Counts what no person caused, which only measures of events see; whether a table took it.
    @inline(never)
    private mutating func countMachine(_ event: inout Event) -> Bool {
        let person = aliases.resolve(event, watermark: panes.watermark).person
        let combination = panes.combinations.number(of: event)
        return panes.add(&event, person: person, combination: combination) != 0
    }

    /// Applies the facts that follow from the event alone.
    @inline(__always)
    private mutating func countFlow(
        _ event: inout Event,
        person: UInt64,
        combination: UInt32
    ) -> UInt64 {
        var fact = Fact(
            .pageViewed,
            channel: event.channel,
            time: event.time,
            combination: combination,
            item: person
        )
        var taken: UInt64 = 0
        switch event.channel {
        case .web:
            if event.type == .pageView { taken |= panes.add(fact) }
            if person != 0, SessionTracker.isActivity(event) {
                fact.kind = .webActive
                taken |= panes.add(fact)
            }
        case .app:
            if person != 0, PersonTracker.isForeground(event) {
                fact.kind = .appActive
                taken |= panes.add(fact)
            }
        case .social:
            if event.flags.contains(.paid) { fact.flags = .paid }
            switch event.type {
            case .impression, .contentView:
                if person != 0 {
                    fact.kind = .contentSeen
                    taken |= panes.add(fact)
                }
                if event.type == .impression {
                    fact.kind = .contentShown
                    taken |= panes.add(fact)
                }
            case .reaction, .comment, .share, .save:
                fact.kind = .contentEngaged
                taken |= panes.add(fact)
            default: break
            }
        default: break
        }
        let channel = event.channel
        if channel == .web || channel == .app, Goals.isKeyEvent(event) {
            fact.kind = .goalReached
            fact.goals = goals.reached(by: event)
            taken |= panes.add(fact)
        }
        return taken
    }

    /// Shows an event to the trackers.
    @inline(__always)
    private mutating func track(
        _ event: inout Event,
        _ actor: AliasTracker.Actor,
        combination: UInt32
    ) {
        let watermark = panes.watermark
        if actor.isJoined {
            persons.join(
                device: actor.device,
                to: actor.person,
                watermark: nominalWatermark,
                panes: &panes
            )
        }
        if sessions.isWanted, actor.device != 0, SessionTracker.isActivity(event) {
            let isRemembered = sessions.handle(
                &event,
                deviceKey: actor.device,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
            if !isRemembered { panes.noteRefused(event.time, of: .sessions) }
        } else if messages.isWanted, MessageTracker.isMessage(event) {
            let isRemembered = messages.handle(
                &event,
                combination: combination,
                watermark: watermark,
                panes: &panes
            )
            if !isRemembered { panes.noteRefused(event.time, of: .messages) }
        } else if installs.isWanted, event.type == .install, event.channel == .app,
            actor.device != 0
        {
            let isRemembered = installs.handle(
                // An anonymous id ends with the installation, a device's own does not.
                device: event.device != 0 ? event.device : actor.device,
                time: event.time,
                combination: combination,
                panes: &panes
            )
            if !isRemembered { panes.noteRefused(event.time, of: .installs) }
        }
        guard persons.isWanted, actor.person != 0, PersonTracker.isForeground(event) else { return }
        let isRemembered = persons.handle(
            person: actor.person,
            time: panes.nominal(event.time),
            combination: combination,
            watermark: nominalWatermark,
            panes: &panes
        )
        if !isRemembered { panes.noteRefused(event.time, of: .persons) }
    }

    /// The watermark by the clock of the days of persons, ms.
    var nominalWatermark: Int64 {
        @inline(__always) mutating get {
            panes.watermark == .min ? .min : panes.nominal(panes.watermark)
        }
    }
}
