// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct ThreadTrackerTests {
    /// A conversation is forgotten after a thousand milliseconds of silence.
    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: ThreadTracker

        init() {
            var parameters = TrackerParameters()
            parameters.threadLimit = 1
            parameters.feedback.silence = 1_000
            parameters.largestLateness = 10
            tracker = ThreadTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func write(
            at time: Int64,
            isOwn: Bool = false,
            thread: UInt64 = 3,
            person: UInt64 = 9
        ) -> Bool {
            let event = Event.make(.directMessage, at: time) {
                $0.thread = thread
                if isOwn { $0.flags.insert(.own) }
            }
            return tracker.handle(
                event,
                person: person,
                combination: 0,
                watermark: facts.panes.watermark,
                panes: &facts.panes
            )
        }
    }

    @Test func `a message says how long its conversation was silent`() {
        var bench = Bench()
        bench.write(at: 100)
        bench.write(at: 130, isOwn: true)
        bench.write(at: 150)
        let counted = bench.facts.counted()
        #expect(
            counted == [
                "fanWrote 100": 1, "silence 100": .max, "fanWrote 150": 1, "silence 150": 20,
            ]
        )
    }

    @Test func `a late message looks at the one before it, or began nothing`() {
        var bench = Bench()
        bench.write(at: 100)
        bench.write(at: 150, isOwn: true)
        bench.write(at: 140)
        bench.write(at: 145)
        bench.write(at: 90)
        let counted = bench.facts.counted()
        #expect(counted["silence 140"] == 40 && counted["silence 145"] == 5)
        #expect(counted["fanWrote 90"] == 1 && counted["silence 90"] == nil)
    }

    @Test func `a message before the only one known is a first one`() {
        var bench = Bench()
        bench.write(at: 150, isOwn: true)
        bench.write(at: 140)
        let counted = bench.facts.counted()
        #expect(counted["silence 140"] == .max)
    }

    @Test func `without a thread it is the person's, without a key each is a first one`() {
        var bench = Bench()
        bench.write(at: 100, thread: 0)
        bench.write(at: 110, thread: 0)
        bench.write(at: 120, thread: 0, person: 0)
        bench.write(at: 130, thread: 0, person: 0)
        let counted = bench.facts.counted()
        #expect(counted["silence 110"] == 10)
        #expect(counted["silence 120"] == .max && counted["silence 130"] == .max)
    }

    @Test func `a silent conversation is forgotten, a full tracker refuses new ones`() {
        var bench = Bench()
        bench.write(at: 100)
        bench.facts.panes.watermark = 1_109
        let refused = bench.write(at: 1_105, thread: 4)
        bench.facts.panes.watermark = 1_110
        let taken = bench.write(at: 1_120)
        let counted = bench.facts.counted()
        #expect(!refused && taken)
        #expect(counted["fanWrote 1105"] == nil && counted["silence 1120"] == .max)
    }
}
