// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct SessionTrackerTests {
    @Test func `an event within the timeout joins, one beyond it begins a session`() {
        var bench = SessionBench()
        bench.view(at: 0, 100)
        let one = bench.starts
        #expect(one == ["sessionStarted 0": 1])
        bench.view(at: 201)
        let two = bench.starts
        #expect(two == ["sessionStarted 0": 1, "sessionStarted 201": 1])
    }

    @Test func `an earlier event within the timeout moves the start and its values`() {
        var bench = SessionBench()
        bench.view(at: 100, country: 2)
        bench.view(at: 0, country: 3)
        bench.view(at: 0, country: 2)
        let moved = bench.facts.countedByCountry()
        #expect(moved["sessionStarted 0 #3"] == 1, "the first arrived wins a tie")
        #expect(moved["sessionStarted 100 #2"] == nil)
        #expect(moved["sessionEngaged 0 #3"] == 1)
        bench.view(at: -101)
        let starts = bench.starts
        #expect(starts == ["sessionStarted 0": 1, "sessionStarted -101": 1])
    }

    @Test func `an event between two sessions makes them one`() {
        var bench = SessionBench()
        bench.handle(.make(.pageView, at: 0))
        bench.handle(.make(.order, at: 180))
        bench.advance(to: 400)
        let two = bench.ends
        #expect(two == ["sessionEnded 0": 1, "sessionEnded 180": 1])
        bench.handle(.make(.pageView, at: 90))
        let one = bench.facts.counted()
        #expect(
            one == [
                "sessionStarted 0": 1, "sessionEngaged 0": 1, "sessionPaged 0": 1,
                "sessionActed 0": 1, "sessionAttended 0": 1, "sessionClosed 0": 1,
                "sessionEnded 180": 1, "sessionWatched 180": 1, "value 180": 180,
                "squares 180": 1, "items 180": 2, "converted 180": 1,
            ]
        )
    }

    @Test func `an event that two sessions could take goes to the earlier one`() {
        var bench = SessionBench { $0.sessionCap = 150 }
        bench.view(at: 0, 100, 250)
        bench.view(at: 150)
        bench.advance(to: 10_000)
        let ends = bench.facts.counted()
        #expect(ends["value 150"] == 150)
        #expect(ends["sessionEnded 250"] == 1, "both together would be longer than the cap")
    }

    @Test func `a session never spans more than the cap`() {
        var bench = SessionBench { $0.sessionCap = 150 }
        bench.view(at: 0, 75, 150, 151)
        bench.advance(to: 10_000)
        let ends = bench.ends
        #expect(ends == ["sessionEnded 150": 1, "sessionEnded 151": 1])
    }

    @Test func `an event inside of a session joins that one, not an earlier one`() {
        var bench = SessionBench { $0.sessionCap = 150 }
        bench.view(at: 100, 180, 250)
        bench.view(at: 90)
        // Within the timeout of the session at 90, too, which would then lie across the other one.
        bench.view(at: 150)
        bench.advance(to: 10_000)
        let ends = bench.ends
        #expect(ends == ["sessionEnded 90": 1, "sessionEnded 250": 1])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `sessions of a key are disjoint whatever the order of events`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = SessionBench {
            $0.sessionCap = random.pick([110, 150, 400])
            $0.largestLateness = 1 << 40
        }
        for _ in 0..<120 { bench.view(at: random.number(0...2_000)) }
        bench.advance(to: 1 << 30)
        let facts = bench.facts.counted()
        let spans = facts.keys.filter { $0.hasPrefix("sessionEnded") }.compactMap { name in
            Int64(name.split(separator: " ")[1]).map { last in
                last - facts["value \(last)", default: 0]...last
            }
        }.sorted { $0.lowerBound < $1.lowerBound }
        #expect(bench.ends.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        for (earlier, later) in zip(spans, spans.dropFirst()) {
            #expect(earlier.upperBound < later.lowerBound, "seed \(seed)")
        }
    }

    @Test func `an event before a session that has reached its cap begins one before it`() {
        var bench = SessionBench { $0.sessionCap = 150 }
        bench.view(at: 100, 180, 250)
        bench.view(at: 90)
        bench.view(at: -5)
        bench.advance(to: 10_000)
        let starts = bench.starts
        #expect(starts == ["sessionStarted -5": 1, "sessionStarted 100": 1])
        let ends = bench.ends
        #expect(ends == ["sessionEnded 90": 1, "sessionEnded 250": 1])
    }

    @Test func `sources' session ids, channels and devices keep apart`() {
        var bench = SessionBench()
        bench.handle(.make(.pageView, at: 0))
        bench.handle(.make(.pageView, at: 1) { $0.session = 7 })
        bench.handle(.make(.appOpen, at: 2))
        bench.handle(.make(.pageView, at: 3), device: 2)
        bench.handle(.make(.pageView, at: 4) { $0.session = 7 })
        let starts = bench.starts
        #expect(starts.count == 4)
        #expect(starts["sessionStarted 4"] == nil)
        let count = bench.tracker.count
        #expect(count == 4)
    }

    @Test func `it ends at its last event when the watermark has passed that by the timeout`() {
        var bench = SessionBench()
        bench.view(at: 0, 5)
        bench.advance(to: 104)
        let open = bench.ends
        #expect(open.isEmpty)
        bench.advance(to: 105)
        let ended = bench.facts.counted()
        #expect(ended["sessionEnded 5"] == 1)
        #expect(ended["value 5"] == 5)
        #expect(ended["items 5"] == 2)
        #expect(ended["sessionBounced 0"] == nil)
    }

    @Test func `a bounce is known when the session has ended`() {
        var bench = SessionBench()
        bench.view(at: 50)
        bench.advance(to: 150)
        let facts = bench.facts.counted()
        #expect(
            facts == [
                "sessionStarted 50": 1, "sessionBounced 50": 1, "sessionClosed 50": 1,
                "sessionEnded 50": 1, "sessionWatched 50": 1, "items 50": 1,
            ]
        )
    }

    @Test func `an ended session goes on when an event comes late`() {
        var bench = SessionBench()
        bench.view(at: 0)
        bench.advance(to: 110)
        let ended = bench.ends
        #expect(ended == ["sessionEnded 0": 1])
        bench.view(at: 90)
        let open = bench.facts.counted()
        #expect(
            open == [
                "sessionStarted 0": 1, "sessionEngaged 0": 1, "sessionPaged 0": 1,
                "sessionActed 0": 1, "sessionAttended 0": 1,
            ],
            "the bounce is taken back"
        )
        bench.advance(to: 190)
        let again = bench.ends
        #expect(again == ["sessionEnded 90": 1])
    }

    @Test func `an ended session that an event makes no longer open is corrected at once`() {
        var bench = SessionBench()
        bench.view(at: 100)
        bench.advance(to: 400)
        bench.view(at: 20)
        let facts = bench.facts.counted()
        #expect(
            facts == [
                "sessionStarted 20": 1, "sessionEngaged 20": 1, "sessionPaged 20": 1,
                "sessionActed 20": 1, "sessionAttended 20": 1, "sessionClosed 20": 1,
                "sessionEnded 100": 1, "sessionWatched 100": 1, "value 100": 80, "items 100": 2,
            ]
        )
    }

    @Test func `a table that cannot take an end back keeps it and takes no other`() {
        // Both tables have panes of one millisecond; the first takes a fact for 120 after it.
        var bench = SessionBench([
            FactBench.Shape(settle: 120, lateness: 0), FactBench.Shape(),
        ])
        bench.view(at: 0)
        bench.advance(to: 150)
        bench.view(at: 90)
        bench.advance(to: 1_000)
        let (strict, lenient) = (bench.facts.counted(0), bench.facts.counted(1))
        #expect(strict["sessionEnded 0"] == 1)
        #expect(strict["sessionEnded 90"] == nil)
        #expect(strict["sessionBounced 0"] == 1)
        #expect(lenient["sessionEnded 0"] == nil)
        #expect(lenient["sessionEnded 90"] == 1)
    }

    @Test func `an end is taken by the moment when it was due, however late that is noticed`() {
        var bench = SessionBench([
            FactBench.Shape(settle: 100, lateness: 0), FactBench.Shape(settle: 99, lateness: 0),
        ])
        bench.view(at: 0)
        bench.advance(to: 1_000_000)
        let (settled, unsettled) = (bench.facts.counted(0), bench.facts.counted(1))
        #expect(settled["sessionEnded 0"] == 1 && settled["sessionBounced 0"] == 1)
        #expect(unsettled["sessionEnded 0"] == nil && unsettled["sessionBounced 0"] == nil)
    }

    @Test func `an end that is due is said before the session becomes part of another`() {
        var counted: [[String: Int64]] = []
        for isNoticed in [false, true] {
            var bench = SessionBench([FactBench.Shape(settle: 100, lateness: 0)])
            bench.view(at: 0, 180)
            bench.watermark = 290
            if isNoticed { bench.advance(to: 290) }
            bench.view(at: 90)
            counted.append(bench.facts.counted())
        }
        #expect(counted[0] == counted[1])
        #expect(counted[0]["sessionEnded 0"] == 1 && counted[0]["sessionEnded 180"] == 1)
    }

    @Test func `what could not be taken back is known of few sessions, and forgotten with them`() {
        var bench = SessionBench([FactBench.Shape(settle: 120, lateness: 0)])
        bench.view(at: 0)
        bench.advance(to: 150)
        bench.handle(.make(.pageView, at: 0), device: 2)
        bench.view(at: 90)
        let known = bench.tracker.stuck.count
        #expect(known == 1)
        bench.advance(to: 1_000_000)
        let forgotten = (bench.tracker.stuck.count, bench.tracker.count)
        #expect(forgotten == (0, 0))
    }

    @Test func `where the visit came from moves its start to that, in order and out of it`() {
        for times in [[0, 10], [10, 0]] as [[Int64]] {
            var bench = SessionBench()
            for time in times {
                bench.handle(
                    .make(.pageView, at: time) { $0.traffic = time == 0 ? .direct : .search }
                )
            }
            let starts = bench.starts
            #expect(starts == ["sessionStarted 0": 1])
            let place = bench.tracker.sessions[0].startedFact
            #expect(place.word == TrafficSource.search.rawValue)
        }
    }

    @Test func `kinds that nobody counts are not said`() {
        var bench = SessionBench(wanted: FactKindSet([.sessionPaged, .sessionClosed]))
        bench.view(at: 0, 1)
        bench.advance(to: 1_000)
        let facts = bench.facts.counted()
        #expect(facts == ["sessionPaged 0": 1, "sessionClosed 0": 1])
    }

    @Test func `a session that becomes part of another takes back only what it said`() {
        var bench = SessionBench([FactBench.Shape(settle: 120, lateness: 0)]) {
            $0.largestLateness = 5_000
        }
        // The second session ends at 200; its end can no longer be taken back when it goes on.
        bench.view(at: 200)
        bench.advance(to: 340)
        bench.view(at: 290)
        // What it would say at 290 is not counted, so nothing is to be taken back there.
        bench.advance(to: 395)
        bench.handle(.make(.pageView, at: 290), device: 2)
        bench.view(at: 20, 110)
        let facts = bench.facts.counted()
        #expect(facts["sessionEnded 200"] == 1)
        #expect(facts["sessionEnded 290"] == 1, "that of the other device")
        #expect(!facts.values.contains { $0 < 0 })
    }

    @Test func `pings begin no session but lengthen one`() {
        var bench = SessionBench()
        bench.handle(.make(.engagement, at: 0))
        bench.handle(.make(.engagement, at: 50))
        let silent = bench.facts.counted()
        #expect(silent.isEmpty)
        bench.view(at: 100)
        let opened = bench.starts
        #expect(opened == ["sessionStarted 0": 1])
        bench.advance(to: 1_000)
        let ended = bench.facts.counted()
        #expect(ended["value 100"] == 100)
    }

    @Test func `pings that end unopened say nothing and are forgotten`() {
        var bench = SessionBench()
        bench.handle(.make(.engagement, at: 0))
        bench.advance(to: 1_000_000)
        let (facts, count) = (bench.facts.counted(), bench.tracker.count)
        #expect(facts.isEmpty)
        #expect(count == 0)
    }

    @Test func `a session is forgotten when no event that is seen could join it`() {
        var bench = SessionBench()
        bench.view(at: 0)
        bench.watermark = 599
        bench.view(at: 99)
        let joined = bench.starts
        #expect(joined == ["sessionStarted 0": 1])
        bench.watermark = 99 + 600
        bench.view(at: 199)
        let begun = bench.starts
        #expect(begun == ["sessionStarted 0": 1, "sessionStarted 199": 1])
    }

    @Test func `everything is given back in the end`() {
        var bench = SessionBench()
        var random = SplitMix64(seed: 3)
        for step in 0..<5_000 as Range<Int64> {
            let device = UInt64(random.number(1...40))
            bench.watermark = max(bench.watermark, step * 10 - 400)
            bench.handle(.make(.pageView, at: step * 10 - random.number(0...800)), device: device)
            if step % 100 == 0 { bench.advance(to: bench.watermark) }
        }
        let before = bench.tracker.count
        bench.advance(to: 10_000_000)
        let after = bench.tracker.count
        #expect(before > 0)
        #expect(after == 0)
        let (starts, ends) = (
            bench.starts.values.reduce(0, +), bench.ends.values.reduce(0, +)
        )
        #expect(starts == ends, "each session that began has ended")
    }

    @Test func `a full tracker refuses a new session and says so`() {
        var bench = SessionBench { $0.sessionLimit = 2 }
        for device in 1...2 as ClosedRange<UInt64> {
            let isTaken = bench.handle(.make(.pageView, at: 0), device: device)
            #expect(isTaken)
        }
        let third = bench.handle(.make(.pageView, at: 0), device: 3)
        let known = bench.handle(.make(.pageView, at: 1), device: 2)
        let refused = bench.tracker.refusedCount
        #expect(!third)
        #expect(known)
        #expect(refused == 1)
        bench.advance(to: 1_000_000)
        let again = bench.handle(.make(.pageView, at: 1_000_000), device: 3)
        #expect(again, "forgotten sessions make room")
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `every order of events makes the same sessions`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let types: [EventType] = [.pageView, .interaction, .engagement, .order]
        let events = (0..<12).map { number in
            Event.make(random.pick(types), at: random.number(0...900)) {
                $0.id = UInt64(number) + 1
            }
        }
        var expected: [String: Int64]?
        for _ in 0..<10 {
            var bench = SessionBench()
            for event in events.shuffled(using: &random) { bench.handle(event) }
            bench.advance(to: 100_000)
            let facts = bench.facts.counted()
            #expect(facts == expected ?? facts, "seed \(seed)")
            expected = facts
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `a watermark that runs along gives what the end of all gives`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var slow = SessionBench()
        var fast = SessionBench()
        for step in 0..<200 as Range<Int64> {
            // At most 450 late: sessions are remembered for 500 more than the timeout.
            let event = Event.make(.pageView, at: step * 37 - random.number(0...450))
            slow.handle(event)
            fast.watermark = max(fast.watermark, step * 37 - 450)
            if random.chance(50) { fast.advance(to: fast.watermark) }
            fast.handle(event)
        }
        slow.advance(to: 1_000_000)
        fast.advance(to: 1_000_000)
        let (one, other) = (slow.facts.counted(), fast.facts.counted())
        #expect(one == other, "seed \(seed)")
    }
}
