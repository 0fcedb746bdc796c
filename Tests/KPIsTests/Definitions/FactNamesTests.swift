// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct FactNamesTests {
    @Test func `every fact but events goes by its name`() {
        for kind in FactKind.allCases where kind != .event {
            #expect(FactKind(name: kind.name) == kind)
        }
        #expect(FactKind(name: "event") == nil)
        #expect(FactKind.sessionEnded.name == "session_ended")
    }

    @Test func `what is divided in a cohort shares its owner`() {
        #expect(FactKind.sessionPaged.owner == FactKind.sessionStarted.owner)
        #expect(FactKind.surveyReturned.owner == FactKind.surveySent.owner)
        #expect(FactKind.personReturned.owner == FactKind.personFirstSeen.owner)
        #expect(FactKind.messageOpened.owner != FactKind.messageSent.owner)
    }
}
