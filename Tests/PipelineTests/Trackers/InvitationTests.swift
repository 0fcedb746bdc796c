// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct InvitationTests {
    private func take(_ invitation: inout Invitation, _ type: EventType, at time: Int64) {
        invitation.absorb(Event.make(type, at: time), combination: 1, window: 100)
    }

    @Test func `the later of its times is known whichever there is`() {
        var invitation = Invitation()
        take(&invitation, .surveyAnswered, at: 50)
        #expect(invitation.latest == 50)
        #expect(invitation.sent(person: 1) == nil && invitation.returned(window: 100) == nil)
        take(&invitation, .surveyInvited, at: 60)
        #expect(invitation.latest == 60, "the answer precedes it and is dropped")
        take(&invitation, .surveyAnswered, at: 90)
        #expect(invitation.latest == 90)
        #expect(invitation.returned(window: 100)?.value == 30)
        #expect(invitation.sent(person: 5)?.item == 5)
    }
}
