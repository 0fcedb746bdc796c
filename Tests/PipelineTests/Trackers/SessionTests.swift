// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct SessionTests {
    private func session(_ events: [Event]) -> Session {
        var session = Session(key: 1, event: events[0], combination: 0)
        for event in events.dropFirst() {
            session.last = max(session.last, event.time)
            session.absorb(event)
        }
        return session
    }

    private func screen(_ object: UInt64, at time: Int64) -> Event {
        .make(.screenView, at: time) { $0.object = object }
    }

    @Test func `it is engaged by its length, two views or a key event`() {
        let short = session([.make(.pageView, at: 0), .make(.interaction, at: 9_999)])
        #expect(!short.isEngaged(after: 10_000))
        let long = session([.make(.pageView, at: 0), .make(.interaction, at: 10_000)])
        #expect(long.isEngaged(after: 10_000))
        #expect(
            session([.make(.pageView, at: 0), .make(.pageView, at: 0)]).isEngaged(after: 10_000)
        )
        for type in [EventType.conversion, .order] {
            #expect(session([.make(type, at: 0)]).isEngaged(after: 10_000), "\(type)")
        }
        let lead = Event.make(.lead, at: 0) { $0.channel = .web }
        #expect(session([lead]).isEngaged(after: 10_000))
    }

    @Test func `two screens engage in the app, two page views do not`() {
        #expect(session([screen(1, at: 0), screen(2, at: 1)]).isEngaged(after: 10_000))
        #expect(!session([screen(1, at: 0), screen(1, at: 1)]).isEngaged(after: 10_000))
    }

    @Test func `a screen that follows itself counts once`() {
        let screens = session([1, 1, 2, 1, 1].enumerated().map { screen($1, at: Int64($0)) })
        #expect(screens.screens == 3)
        #expect(
            session([screen(0, at: 0), screen(0, at: 1)]).screens == 1,
            "without an object too"
        )
    }

    @Test func `the last screen of the later one is kept, unless it has none`() {
        var one = session([screen(1, at: 0)])
        one.merge(session([screen(2, at: 5), screen(3, at: 6)]))
        #expect(one.screens == 3)
        one.absorb(screen(3, at: 7))
        #expect(one.screens == 3)
        var other = session([screen(1, at: 0)])
        other.merge(session([.make(.appOpen, at: 5)]))
        other.absorb(screen(1, at: 7))
        #expect(other.screens == 1)
    }

    @Test func `pings alone say nothing`() {
        var pings = session([.make(.engagement, at: 0), .make(.engagement, at: 60_000)])
        pings.hasEnded = true
        let silent = pings.facts(engagedAfter: 10_000)
        #expect(silent.started == nil && silent.engaged == nil)
        #expect(silent.bounced == nil && silent.ended == nil)
        pings.absorb(.make(.pageView, at: 30_000))
        let facts = pings.facts(engagedAfter: 10_000)
        #expect(facts.started?.time == 0, "the start is that of the first ping")
        #expect(facts.ended?.value == 60_000)
        #expect(facts.ended?.count == 1)
    }

    @Test func `what it says depends on whether it ended and was engaged`() {
        var bounce = session([.make(.pageView, at: 5)])
        #expect(bounce.facts(engagedAfter: 10).ended == nil)
        #expect(bounce.facts(engagedAfter: 10).bounced == nil)
        bounce.hasEnded = true
        #expect(bounce.facts(engagedAfter: 10).bounced?.time == 5)
        #expect(bounce.facts(engagedAfter: 10).engaged == nil)
        var engaged = session([.make(.pageView, at: 5), .make(.order, at: 25)])
        engaged.hasEnded = true
        let facts = engaged.facts(engagedAfter: 10)
        #expect(facts.bounced == nil)
        #expect(facts.engaged?.time == 5)
        #expect(facts.ended?.time == 25)
        #expect(facts.ended?.value == 20)
        #expect(facts.ended?.flags == .converted)
    }
}
