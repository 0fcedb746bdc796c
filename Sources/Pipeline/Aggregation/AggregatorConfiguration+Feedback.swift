// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

extension AggregatorConfiguration {
    /// What the tables of answers, money and the journey take; those are left out whose facts no
    /// measure counts.
    var feedbackMemory: [TableMemory] {
        var tables: [TableMemory] = []
        if counts(ResponseTracker.facts) {
            tables.append(hashTable("responses", trackers.responseLimit, Response.self))
        }
        if counts(SurveyTracker.facts) {
            tables.append(hashTable("invitations", trackers.responseLimit, Invitation.self))
        }
        if counts(SpendTracker.facts) {
            tables.append(hashTable("spending", trackers.objectLimit, SpendTracker.Reading.self))
        }
        if counts(LeadTracker.facts) {
            tables.append(hashTable("leads", trackers.doerLimit, LeadTracker.Lead.self))
        }
        if counts(BuyerTracker.facts) {
            tables.append(hashTable("buyers", trackers.doerLimit, BuyerTracker.Buyer.self))
        }
        if counts(TouchTracker.facts), TouchTracker.knowsTouches(plan.dimensions) {
            tables.append(hashTable("touches", trackers.doerLimit, TouchTracker.Touch.self))
        }
        if counts(StageTracker.facts) {
            tables.append(hashTable("stages", trackers.doerLimit, PackedJourney.self))
        }
        if counts(ThreadTracker.facts) {
            tables.append(
                hashTable("threads", trackers.threadLimit, ThreadTracker.Conversation.self)
            )
        }
        if counts(InteractionTracker.facts) {
            tables.append(
                hashTable("interactions", trackers.doerLimit, InteractionTracker.Weeks.self)
            )
        }
        return tables
    }

    private func counts(_ facts: [FactKind]) -> Bool { plan.types(of: facts) != 0 }
}
