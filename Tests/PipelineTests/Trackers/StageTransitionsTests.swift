// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct StageTransitionsTests {
    /// The way to a later stage takes at most a hundred milliseconds.
    private struct Bench: ~Copyable {
        var facts = FeedbackBench(dimensions: [])
        var tracker: StageTracker

        init(isKept: Bool = true) {
            var parameters = TrackerParameters()
            parameters.actorLimit = 10
            parameters.feedback.stage = 100
            parameters.largestLateness = 1_000
            tracker = StageTracker(parameters, types: .max, keepsTransitions: isKept)
        }

        mutating func reach(_ stage: JourneyStage, at times: Int64..., person: UInt64 = 9) {
            for time in times {
                var event = Event.make(.rank, at: time) { $0.stage = stage }
                _ = tracker.handle(
                    &event,
                    person: person,
                    combination: 0,
                    watermark: facts.panes.watermark,
                    panes: &facts.panes
                )
            }
        }

        /// What was told since the call before, for instance `contact>trust 100 at 120`.
        mutating func told() -> [String] {
            tracker.transitions.take().map { transition in
                let from = transition.from.map { "\($0)>" } ?? ""
                let reached = transition.reached.map { " at \($0)" } ?? ""
                let replaced = transition.replacedStart.map { " was \($0)" } ?? ""
                return "\(from)\(transition.to) \(transition.start)\(reached)\(replaced)"
            }
        }
    }

    @Test func `who enters a stage and who reaches a later one is told once`() {
        var bench = Bench()
        bench.reach(.visibility, at: 1_000, 1_000, 1_005)
        bench.reach(.contact, at: 1_010, 1_011)
        let first = bench.told()
        #expect(
            first == [
                "visibility 1000 at 1000", "visibility>contact 1000 at 1010",
                "contact 1010 at 1010",
            ]
        )
        bench.reach(.trust, at: 1_020, 1_021)
        let second = bench.told()
        #expect(
            second == [
                "visibility>trust 1000 at 1020", "contact>trust 1010 at 1020",
                "trust 1020 at 1020",
            ]
        )
    }

    @Test func `after trust, or when the time is over, a stage is entered anew`() {
        var bench = Bench()
        bench.reach(.contact, at: 1_000)
        bench.reach(.trust, at: 1_010)
        _ = bench.told()
        bench.reach(.contact, at: 1_020, 1_120)
        let told = bench.told()
        #expect(told == ["contact 1020 at 1020", "contact 1120 at 1120"])
    }

    @Test func `a later stage that is known already is told when the earlier one turns up`() {
        var bench = Bench()
        bench.reach(.trust, at: 1_030, 1_035)
        _ = bench.told()
        bench.reach(.contact, at: 1_020)
        let told = bench.told()
        #expect(told == ["contact 1020 at 1020", "contact>trust 1020 at 1035"])
    }

    @Test func `a stage that began earlier than was told replaces what was told`() {
        var bench = Bench()
        bench.reach(.contact, at: 1_020)
        bench.reach(.experience, at: 1_030)
        _ = bench.told()
        bench.reach(.contact, at: 1_010)
        let told = bench.told()
        #expect(told == ["contact 1010 at 1010 was 1020", "contact>experience 1010 was 1020"])
    }

    @Test func `nothing is kept where nobody wants to know`() {
        var bench = Bench(isKept: false)
        bench.reach(.visibility, at: 1_000)
        bench.reach(.trust, at: 1_010)
        let told = bench.told()
        #expect(told == [])
    }

    @Test func `with so many that a batch is full a barrier is due, until they are taken`() {
        var transitions = StageTransitions(isKept: true)
        var journey = Journey()
        journey[0] = Journey.Episode(start: 7)
        for person in 1..<StageTransitions.limit {
            transitions.note(UInt64(person), 0, at: 7, before: Journey(), after: journey)
        }
        let isFullBefore = transitions.isFull
        transitions.note(0, 0, at: 7, before: Journey(), after: journey)
        let isFull = transitions.isFull
        let count = transitions.take().count
        let isFullAfter = transitions.isFull
        #expect(!isFullBefore && isFull && !isFullAfter)
        #expect(count == StageTransitions.limit)
    }

    /// What is left when replaced transitions are taken out, as the bench names facts.
    private func standing(_ transitions: [StageTransition], _ seed: UInt64) -> [String: Int64] {
        var standing: Set<StageTransition> = []
        for var transition in transitions {
            transition.reached = nil
            var replaced = transition
            transition.replacedStart = nil
            if let start = replaced.replacedStart {
                (replaced.start, replaced.replacedStart) = (start, nil)
                #expect(standing.remove(replaced) != nil, "seed \(seed): \(replaced)")
            }
            #expect(standing.insert(transition).inserted, "seed \(seed): \(transition)")
        }
        var counted: [String: Int64] = [:]
        for transition in standing {
            let time = transition.start
            guard let from = transition.from else {
                counted["stageEntered \(time)", default: 0] += 1
                continue
            }
            counted["stageAdvanced \(time)", default: 0] += 1
            counted["from \(time)", default: 0] += Int64(from.rawValue)
            counted["to \(time)", default: 0] += Int64(transition.to.rawValue)
        }
        return counted.filter { $0.value != 0 }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `what stands is what is counted, in any order of events`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = Bench()
        for step in 0..<300 as Range<Int64> {
            let stage = JourneyStage.allCases[Int(random.number(0...3))]
            let time = 10_000 + step * 7 - random.number(0...150)
            bench.reach(stage, at: time, person: UInt64(random.number(1...3)))
        }
        let told = bench.tracker.transitions.take()
        let counted = bench.facts.counted().filter { !$0.key.hasPrefix("stageReached") }
        #expect(standing(told, seed) == counted, "seed \(seed)")
        #expect(told.count > 100, "seed \(seed)")
    }
}
