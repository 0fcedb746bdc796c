// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct StageRulesTests {
    @Test(
        arguments: [
            (.order, .web, .trust), (.stay, .business, .trust), (.review, .social, .trust),
            (.participation, .social, .experience), (.lead, .web, .contact),
            (.messageOpened, .email, .contact), (.messageClicked, .push, .contact),
            (.messageSent, .email, nil), (.comment, .social, .contact), (.comment, .web, nil),
            (.screenView, .app, .experience), (.pageView, .web, .visibility),
            (.impression, .social, .contact), (.impression, .business, nil), (.alias, .web, nil),
            (.totals, .social, nil), (.other, .web, nil), (.rank, .feedback, nil),
        ] as [(EventType, Channel, JourneyStage?)]
    )
    func `the first rule that fits counts`(type: EventType, channel: Channel, stage: JourneyStage?)
    {
        let event = Event.make(type, at: 0) { $0.channel = channel }
        #expect(StageRules.stage(of: event) == stage)
    }

    @Test func `what the source says and what was paid comes before, the brand itself has none`() {
        var event = Event.make(.impression, at: 0)
        event.flags.insert(.paid)
        #expect(StageRules.stage(of: event) == .visibility)
        event.stage = .experience
        #expect(StageRules.stage(of: event) == .experience)
        event.flags.insert(.own)
        #expect(StageRules.stage(of: event) == nil)
    }
}
