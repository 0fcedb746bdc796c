// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct MessageTests {
    /// A message with events at some seconds.
    private func message(_ events: (EventType, Int64)...) -> Message {
        var message = Message(channel: .email)
        for (number, event) in events.enumerated() {
            message.absorb(.make(event.0, at: event.1 * 1_000), combination: UInt32(number))
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
        #expect(within.opened?.time == 10_000)
        #expect(within.clicked?.time == 10_000)
        #expect(within.responded?.time == 10_000)
        #expect(within.unsubscribed?.time == 10_000)
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
        #expect(facts.opened?.time == 50_000)
    }

    @Test func `times are whole seconds, before 1970 too`() {
        #expect(Message.second(of: 1_999) == 1 && Message.second(of: 2_000) == 2)
        #expect(Message.second(of: -1) == -1 && Message.second(of: -1_000) == -1)
    }

    @Test func `what recipients do tells how long after the delivery it was`() {
        let facts = message(
            (.messageDelivered, 10),
            (.messageOpened, 4),
            (.messageClicked, 70),
            (.unsubscribed, 80),
            (.complained, 90)
        ).facts(attribution: 100)
        #expect(facts.opened?.value == 0, "before it is at once")
        #expect(facts.responded?.value == 0)
        #expect(facts.clicked?.value == 60_000)
        #expect(facts.unsubscribed?.value == 70_000)
        #expect(facts.complained?.value == 80_000)
    }

    @Test func `a bounced sending says whether one of its bounces was for good`() {
        var message = message((.messageSent, 5), (.messageBounced, 6))
        #expect(message.facts(attribution: 9).sentBounced?.flags == .soft)
        message.absorb(
            .make(.messageBounced, at: 1_000) { $0.subtype = .hard },
            combination: 0
        )
        #expect(message.facts(attribution: 9).sentBounced?.flags == .hard)
        message.absorb(.make(.messageDelivered, at: 7_000), combination: 0)
        #expect(message.facts(attribution: 9).sentBounced == nil, "it arrived after all")
        message.absorb(.make(.messageBounced, at: 8_000), combination: 0)
        #expect(message.facts(attribution: 9).sentBounced?.time == 5_000)
    }

    @Test func `clicks sooner than two seconds after the delivery are a machine's`() {
        let quick = message(
            (.messageDelivered, 10),
            (.messageClicked, 11),
            (.messageClicked, 10)
        ).facts(attribution: 100)
        #expect(quick.clicked == nil && quick.responded == nil)
        #expect(quick.botClicked?.value == 0)
        #expect(quick.botClicked?.time == 10_000)
        let slow = message((.messageDelivered, 10), (.messageClicked, 12)).facts(attribution: 100)
        #expect(slow.botClicked == nil && slow.clicked?.value == 2_000)
        let early = message((.messageDelivered, 10), (.messageClicked, 1)).facts(attribution: 100)
        #expect(early.botClicked != nil && early.clicked == nil)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `the first click of a person is found among those of machines`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let clicks = (0..<random.number(1...6)).map { _ in 100 + random.number(0...6) }
        var events: [(EventType, Int64)] = clicks.map { (.messageClicked, $0) }
        events.append((.messageDelivered, 100))
        let person = clicks.filter { $0 >= 102 }.min()
        for _ in 0..<10 {
            events.shuffle(using: &random)
            var message = Message(channel: .email)
            for (type, time) in events {
                message.absorb(.make(type, at: time * 1_000), combination: 0)
            }
            let facts = message.facts(attribution: 100)
            #expect(facts.clicked?.value == person.map { ($0 - 100) * 1_000 }, "seed \(seed)")
            #expect((facts.botClicked != nil) == clicks.contains { $0 < 102 }, "seed \(seed)")
        }
    }

    /// A delivery at 10 s and clicks on links at some seconds.
    private func clicked(_ clicks: (link: UInt64, time: Int64)...) -> MessageFacts {
        var message = message((.messageDelivered, 10))
        for (link, time) in clicks {
            let click = Event.make(.messageClicked, at: time * 1_000) { $0.object = link }
            message.absorb(click, combination: 0)
        }
        return message.facts(attribution: 100)
    }

    @Test func `three links within two seconds are a machine's, what comes after is a person's`() {
        let burst = clicked((1, 20), (2, 21), (3, 20))
        #expect(burst.clicked == nil && burst.responded == nil)
        #expect(burst.botClicked?.value == 10_000)
        let later = clicked((1, 20), (2, 21), (3, 20), (1, 22), (1, 30))
        #expect(later.clicked?.value == 12_000 && later.botClicked?.value == 10_000)
        let two = clicked((1, 20), (2, 20), (1, 21), (2, 21))
        #expect(two.botClicked == nil && two.clicked?.value == 10_000)
        let spread = clicked((1, 20), (2, 21), (3, 22))
        #expect(spread.botClicked == nil && spread.clicked?.value == 10_000)
        let unnamed = clicked((0, 20), (0, 20), (0, 20), (1, 20))
        #expect(unnamed.botClicked == nil, "links without a name are one")
    }

    @Test func `an earlier click opens other two seconds`() {
        let shifted = clicked((1, 20), (2, 21), (3, 21), (4, 19))
        #expect(shifted.botClicked == nil && shifted.clicked?.value == 9_000)
        let joined = clicked((1, 20), (2, 20), (3, 19))
        #expect(joined.botClicked?.value == 9_000 && joined.clicked == nil)
        let apart = clicked((1, 20), (2, 20), (3, 20), (1, 15))
        #expect(apart.clicked?.value == 5_000 && apart.botClicked == nil)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `the first two seconds are judged alike in any order of clicks`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var clicks = (0..<random.number(1...8)).map { _ in
            (link: UInt64(random.number(0...29)), time: 12 + random.number(0...3))
        }
        let first = clicks.map(\.time).min() ?? 0
        let early = clicks.filter { $0.time <= first + 1 }
        let isBurst = Set(early.map(\.link)).count > 2
        let person = isBurst ? clicks.map(\.time).filter { $0 > first + 1 }.min() : first
        for _ in 0..<10 {
            clicks.shuffle(using: &random)
            var message = message((.messageDelivered, 10))
            for (link, time) in clicks {
                let click = Event.make(.messageClicked, at: time * 1_000) { $0.object = link }
                message.absorb(click, combination: 0)
            }
            let facts = message.facts(attribution: 100)
            #expect(facts.clicked?.value == person.map { ($0 - 10) * 1_000 }, "seed \(seed)")
            #expect((facts.botClicked != nil) == isBurst, "seed \(seed)")
        }
    }

    @Test func `facts that nobody counts are not made`() {
        let all = message((.messageSent, 0), (.messageDelivered, 1), (.messageOpened, 2))
        let facts = all.facts(attribution: 9, wanted: FactKindSet([.messageOpened]))
        #expect(facts.opened != nil)
        #expect(facts.sent == nil && facts.sentDelivered == nil && facts.delivered == nil)
        #expect(facts.responded == nil)
    }
}
