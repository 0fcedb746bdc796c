// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct SessionTests {
    private func session(_ events: [Event]) -> Session {
        var session = Session(key: 1, event: events[0], goals: 0, combination: 0)
        for event in events.dropFirst() { session.absorb(event, goals: 0, combination: 0) }
        return session
    }

    private func screen(_ object: UInt64, at time: Int64) -> Event {
        .make(.screenView, at: time) { $0.object = object }
    }

    @Test func `it is engaged by its length, two views or a key event`() {
        let short = session([.make(.pageView, at: 0), .make(.interaction, at: 9_999)])
        #expect(!short.isEngaged)
        let long = session([.make(.pageView, at: 0), .make(.interaction, at: 10_000)])
        #expect(long.isEngaged)
        #expect(
            session([.make(.pageView, at: 0), .make(.pageView, at: 0)]).isEngaged
        )
        for type in [EventType.conversion, .order] {
            #expect(session([.make(type, at: 0)]).isEngaged, "\(type)")
        }
        let lead = Event.make(.lead, at: 0) { $0.channel = .web }
        #expect(session([lead]).isEngaged)
    }

    @Test func `two screens engage in the app, two page views do not`() {
        #expect(session([screen(1, at: 0), screen(2, at: 1)]).isEngaged)
        #expect(!session([screen(1, at: 0), screen(1, at: 1)]).isEngaged)
    }

    @Test func `a screen that follows itself counts once`() {
        let screens = session([1, 1, 2, 1, 1].enumerated().map { screen($1, at: Int64($0)) })
        #expect(screens.views == 3)
        #expect(
            session([screen(0, at: 0), screen(0, at: 1)]).views == 1,
            "without an object too"
        )
    }

    @Test func `the last screen of the later one is kept, unless it has none`() {
        var one = session([screen(1, at: 0)])
        one.merge(session([screen(2, at: 5), screen(3, at: 6)]))
        #expect(one.views == 3)
        one.absorb(screen(3, at: 7), goals: 0, combination: 0)
        #expect(one.views == 3)
        var other = session([screen(1, at: 0)])
        other.merge(session([.make(.appOpen, at: 5)]))
        other.absorb(screen(1, at: 7), goals: 0, combination: 0)
        #expect(other.views == 1)
    }

    @Test func `pings alone say nothing`() {
        var pings = session([.make(.engagement, at: 0), .make(.engagement, at: 60_000)])
        pings.hasEnded = true
        let silent = pings.facts(engagedAfter: 10_000, wanted: .all)
        #expect(silent.started == nil && silent.engaged == nil)
        #expect(silent.bounced == nil && silent.ended == nil)
        pings.absorb(.make(.pageView, at: 30_000), goals: 0, combination: 0)
        let facts = pings.facts(engagedAfter: 10_000, wanted: .all)
        #expect(facts.started?.time == 0, "the start is that of the first ping")
        #expect(facts.ended?.value == 60_000)
        #expect(facts.ended?.count == 1)
    }

    @Test func `what it says depends on whether it ended and was engaged`() {
        var bounce = session([.make(.pageView, at: 5)])
        #expect(bounce.facts(engagedAfter: 10, wanted: .all).ended == nil)
        #expect(bounce.facts(engagedAfter: 10, wanted: .all).bounced == nil)
        bounce.hasEnded = true
        #expect(bounce.facts(engagedAfter: 10, wanted: .all).bounced?.time == 5)
        #expect(bounce.facts(engagedAfter: 10, wanted: .all).engaged == nil)
        var engaged = session([.make(.pageView, at: 5), .make(.order, at: 25)])
        engaged.hasEnded = true
        let facts = engaged.facts(engagedAfter: 10, wanted: .all)
        #expect(facts.bounced == nil)
        #expect(facts.engaged?.time == 5)
        #expect(facts.ended?.time == 25)
        #expect(facts.ended?.value == 20)
        #expect(facts.ended?.flags == [.converted, .engaged, .acted, .attended])
    }

    @Test func `it takes one cache line`() {
        #expect(MemoryLayout<Session>.stride <= 64)
    }

    @Test func `it attends who acts or stays, and acts who does more than see one page`() {
        func flags(_ events: Event...) -> FactFlags {
            session(events).flags(engagedAfter: 10_000)
        }
        let view = Event.make(.pageView, at: 0)
        #expect(flags(view) == [])
        #expect(flags(view, .make(.engagement, at: 10_000)) == [.engaged, .attended])
        #expect(flags(view, .make(.interaction, at: 1)) == [.acted, .attended])
        #expect(
            flags(view, .make(.pageView, at: 1)) == [.paged, .acted, .engaged, .attended]
        )
        #expect(
            flags(.make(.order, at: 0)) == [.converted, .acted, .engaged, .attended]
        )
    }

    @Test func `pages are visible for what pings say, as far as that makes sense`() {
        func ping(_ value: Double, _ flags: EventFlags = .hasValue) -> Event {
            .make(.engagement, at: 0) {
                $0.value = value
                $0.flags = flags
            }
        }
        var watched = session([
            .make(.pageView, at: 0), ping(4_000.4), ping(5_998), ping(9_000, []), ping(-1),
            ping(86_400_001), .make(.interaction, at: 5), .make(.interaction, at: 5),
        ])
        watched.hasEnded = true
        let fact = watched.facts(engagedAfter: 10_000, wanted: .all).watched
        #expect(fact?.value == 9_998)
        #expect(fact?.count == 2)
        #expect(fact?.flags == [])
        watched.absorb(ping(2), goals: 0, combination: 0)
        #expect(
            watched.facts(engagedAfter: 10_000, wanted: .all).watched?.flags == .permanent
        )
    }

    @Test func `its traffic is that of the earliest event that is not direct`() {
        func view(_ time: Int64, _ traffic: TrafficSource) -> Event {
            .make(.pageView, at: time) { $0.traffic = traffic }
        }
        let events = [
            view(0, .direct), view(10, .search), view(10, .email), view(20, .social),
        ]
        #expect(session(events).traffic == .search, "the first arrived wins a tie")
        #expect(session([events[3], events[0], events[1]]).traffic == .search)
        #expect(session([events[0]]).traffic == .direct)
        var one = session([events[0]])
        one.merge(session([events[3]]))
        #expect(one.traffic == .social)
        one.absorb(view(5, .referral), goals: 0, combination: 0)
        #expect(one.traffic == .referral)
    }

    @Test func `goals add up, also of what it takes in`() {
        var one = Session(key: 1, event: .make(.order, at: 0), goals: 0b001, combination: 0)
        one.absorb(.make(.order, at: 1), goals: 0b100, combination: 0)
        var other = Session(key: 1, event: .make(.order, at: 5), goals: 0b010, combination: 0)
        other.hasEnded = true
        one.merge(other)
        one.hasEnded = true
        let facts = one.facts(engagedAfter: 10, wanted: .all)
        #expect(facts.closed?.goals == 0b111)
        #expect(facts.ended?.goals == 0b111)
        #expect(facts.closed?.time == 0 && facts.ended?.time == 5)
    }

    @Test func `facts that nobody counts are not made`() {
        var bounce = session([.make(.pageView, at: 5)])
        bounce.hasEnded = true
        let facts = bounce.facts(engagedAfter: 10, wanted: FactKindSet([.sessionBounced]))
        #expect(facts.bounced != nil)
        #expect(facts.started == nil && facts.closed == nil && facts.ended == nil)
        #expect(facts.watched == nil)
    }
}

extension Session {
    fileprivate var isEngaged: Bool { flags(engagedAfter: 10_000).contains(.engaged) }
}
