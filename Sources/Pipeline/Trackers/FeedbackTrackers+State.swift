// SPDX-License-Identifier: Apache-2.0

extension FeedbackTrackers {
    /// Records what changed in all of them.
    func record(to recorder: inout StateRecorder) {
        responses.responses.record(.responses, to: &recorder)
        surveys.invitations.record(.invitations, to: &recorder)
        spending.readings.record(.spending, to: &recorder)
        leads.leads.record(.leads, to: &recorder)
        buyers.buyers.record(.buyers, to: &recorder)
        touches.touches.record(.touches, to: &recorder)
        stages.journeys.record(.stages, to: &recorder)
        threads.conversations.record(.threads, to: &recorder)
        interactions.persons.record(.interactions, to: &recorder)
    }

    /// Takes what was recorded into trackers that remember nothing.
    mutating func restore(from image: StateImage) throws(StateError) {
        try responses.responses.restore(.responses, from: image)
        try surveys.invitations.restore(.invitations, from: image)
        try spending.readings.restore(.spending, from: image)
        try leads.leads.restore(.leads, from: image)
        try buyers.buyers.restore(.buyers, from: image)
        try touches.touches.restore(.touches, from: image)
        try stages.journeys.restore(.stages, from: image)
        try threads.conversations.restore(.threads, from: image)
        try interactions.persons.restore(.interactions, from: image)
    }
}
