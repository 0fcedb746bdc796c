// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct StageTrackerTests {
    /// The way to a later stage takes at most a hundred milliseconds.
    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: StageTracker

        init() {
            var parameters = TrackerParameters()
            parameters.actorLimit = 1
            parameters.feedback.stage = 100
            parameters.largestLateness = 10
            tracker = StageTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func reach(
            _ stage: JourneyStage?,
            at times: Int64...,
            person: UInt64 = 9,
            country: UInt32 = 0
        ) -> Bool {
            var isRemembered = true
            let combination = facts.combination(country)
            for time in times {
                var event = Event.make(.rank, at: time) { $0.stage = stage }
                isRemembered = tracker.handle(
                    &event,
                    person: person,
                    combination: combination,
                    watermark: facts.panes.watermark,
                    panes: &facts.panes
                )
            }
            return isRemembered
        }

        /// Episodes and ways, without what was reached.
        func ways() -> [String: Int64] {
            facts.counted().filter { !$0.key.hasPrefix("stageReached") }
        }
    }

    @Test func `each event reaches its stage, an episode begins once`() {
        var bench = Bench()
        bench.reach(.contact, at: 1_000, country: 2)
        bench.reach(.contact, at: 1_000, 1_099, country: 3)
        bench.reach(nil, at: 1_050)
        let byCountry = bench.facts.countedByValue()
        #expect(
            byCountry == [
                "stageReached 1000 #2": 1, "stageReached 1000 #3": 1, "stageReached 1099 #3": 1,
                "stageEntered 1000 #2": 1,
            ]
        )
        bench.reach(.contact, at: 1_100)
        let ways = bench.ways()
        #expect(ways == ["stageEntered 1000": 1, "stageEntered 1100": 1])
    }

    @Test func `every later stage is credited once to each stage before, others may lie between`() {
        var bench = Bench()
        bench.reach(.visibility, at: 1_000, country: 2)
        bench.reach(.contact, at: 1_010)
        bench.reach(.experience, at: 1_020, 1_030)
        let ways = bench.ways()
        #expect(
            ways == [
                "stageEntered 1000": 1, "stageEntered 1010": 1, "stageEntered 1020": 1,
                "stageAdvanced 1000": 2, "to 1000": 3,
                "stageAdvanced 1010": 1, "from 1010": 1, "to 1010": 2,
            ]
        )
        let byCountry = bench.facts.countedByValue()
        #expect(byCountry["stageAdvanced 1000 #2"] == 2)
    }

    @Test func `what comes before or too late is no way`() {
        var bench = Bench()
        bench.reach(.contact, at: 1_000)
        bench.reach(.visibility, at: 1_001)
        bench.reach(.contact, at: 1_101)
        let ways = bench.ways()
        #expect(ways["stageAdvanced 1001"] == nil)
        #expect(ways["stageEntered 1101"] == 1)
    }

    @Test func `after trust a new cycle begins`() {
        var bench = Bench()
        bench.reach(.visibility, at: 1_000)
        bench.reach(.trust, at: 1_010)
        bench.reach(.contact, at: 1_015)
        bench.reach(.visibility, at: 1_020)
        bench.reach(.trust, at: 1_030)
        let ways = bench.ways()
        #expect(
            ways == [
                "stageEntered 1000": 1, "stageAdvanced 1000": 1, "to 1000": 3,
                "stageEntered 1010": 1, "stageEntered 1015": 1,
                "stageAdvanced 1015": 1, "from 1015": 1, "to 1015": 3,
                "stageEntered 1020": 1, "stageAdvanced 1020": 1, "to 1020": 3,
            ]
        )
    }

    @Test func `an event that turns up late begins the episode earlier`() {
        var bench = Bench()
        bench.reach(.trust, at: 1_030)
        bench.reach(.visibility, at: 1_020, country: 2)
        let late = bench.ways()
        #expect(late["stageAdvanced 1020"] == 1, "trust was reached after it")
        bench.reach(.visibility, at: 950, country: 3)
        bench.reach(.contact, at: 1_025)
        let ways = bench.facts.countedByValue().filter { !$0.key.hasPrefix("stageReached") }
        #expect(
            ways == [
                "stageEntered 1030 #0": 1, "stageEntered 950 #3": 1, "stageAdvanced 950 #3": 2,
                "to 950 #3": 4, "stageEntered 1025 #0": 1, "stageAdvanced 1025 #0": 1,
                "from 1025 #0": 1, "to 1025 #0": 3,
            ]
        )
    }

    @Test func `an event of an earlier cycle, or too long before, moves nothing`() {
        var bench = Bench()
        bench.reach(.trust, at: 1_010)
        bench.reach(.visibility, at: 1_020)
        bench.reach(.visibility, at: 1_005, 920)
        let ways = bench.ways()
        #expect(ways == ["stageEntered 1010": 1, "stageEntered 1020": 1])
    }

    @Test func `a full tracker refuses persons until one is forgotten`() {
        var bench = Bench()
        bench.reach(.contact, at: 1_000)
        bench.facts.panes.watermark = 1_109
        let refused = bench.reach(.contact, at: 1_105, person: 8)
        bench.facts.panes.watermark = 1_110
        let taken = bench.reach(.contact, at: 1_110, person: 8)
        let counted = bench.facts.counted()
        #expect(!refused && taken)
        #expect(counted["stageReached 1105"] == 1, "what needs no memory counts")
    }
}
