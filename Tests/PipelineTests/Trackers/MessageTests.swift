// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct MessageTests {
    private func message(_ events: (EventType, Int64)...) -> Message {
        var message = Message(channel: .email)
        for (number, event) in events.enumerated() {
            message.absorb(.make(event.0, at: event.1), combination: UInt32(number))
        }
        return message
    }

    @Test func `it keeps the earliest times and the latest bounce`() {
        let message = message(
            (.messageSent, 9),
            (.messageSent, 5),
            (.messageSent, 7),
            (.messageBounced, 3),
            (.messageBounced, 8),
            (.messageBounced, 6),
            (.messageOpened, 12),
            (.messageOpened, 11)
        )
        #expect(message.sent == 5)
        #expect(message.sentCombination == 1, "the values of the earliest sending")
        #expect(message.bounced == 8)
        #expect(message.opened == 11)
        #expect(message.latest == 11)
    }

    @Test func `a bounce at or after the delivery undoes it, one before does not`() {
        for (bounce, holds) in [(9, true), (10, false), (11, false)] as [(Int64, Bool)] {
            let facts = message(
                (.messageSent, 5),
                (.messageDelivered, 10),
                (.messageBounced, bounce)
            ).facts(attribution: 100)
            #expect((facts.delivered != nil) == holds, "bounce at \(bounce)")
            #expect((facts.sentDelivered != nil) == holds)
            #expect(facts.sent != nil)
        }
    }

    @Test func `what recipients do counts at the delivery, within the attribution time`() {
        let within = message(
            (.messageDelivered, 10),
            (.messageOpened, 110),
            (.messageClicked, 110),
            (.unsubscribed, 110)
        ).facts(attribution: 100)
        #expect(within.opened?.time == 10)
        #expect(within.clicked?.time == 10)
        #expect(within.responded?.time == 10)
        #expect(within.unsubscribed?.time == 10)
        #expect(within.sent == nil)
        #expect(within.sentDelivered == nil)
        let beyond = message(
            (.messageDelivered, 10),
            (.messageOpened, 111),
            (.messageClicked, 111),
            (.unsubscribed, 111)
        ).facts(attribution: 100)
        #expect(beyond.delivered != nil)
        #expect(beyond.opened == nil && beyond.clicked == nil)
        #expect(beyond.responded == nil && beyond.unsubscribed == nil)
    }

    @Test func `a click is a response, and an opening alone is one too`() {
        #expect(
            message((.messageDelivered, 0), (.messageClicked, 5)).facts(attribution: 9).responded
                != nil
        )
        #expect(
            message((.messageDelivered, 0), (.messageOpened, 5)).facts(attribution: 9).responded
                != nil
        )
        #expect(message((.messageDelivered, 0)).facts(attribution: 9).responded == nil)
    }

    @Test func `without a delivery nothing is credited`() {
        let facts = message((.messageSent, 0), (.messageOpened, 5), (.messageClicked, 6))
            .facts(attribution: 100)
        #expect(facts.sent != nil)
        #expect(facts.opened == nil && facts.clicked == nil && facts.responded == nil)
    }

    @Test func `an event before the delivery counts too`() {
        let facts = message((.messageDelivered, 50), (.messageOpened, 20)).facts(attribution: 100)
        #expect(facts.opened?.time == 50)
    }
}
