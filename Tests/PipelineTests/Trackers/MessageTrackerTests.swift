// SPDX-License-Identifier: Apache-2.0

import Events
import TestSupport
import Testing

@testable import Pipeline

struct MessageTrackerTests {
    /// A message tracker whose times are in seconds.
    ///
    /// Attribution 1,000, delivery within 600, lateness 100: remembered for 1,200.
    private struct Bench: ~Copyable {
        var facts: FactBench
        var tracker: MessageTracker

        init(limit: Int = 10) {
            var parameters = TrackerParameters()
            parameters.attribution = 1_000_000
            parameters.deliverySettle = 600_000
            parameters.largestLateness = 100_000
            parameters.messageLimit = limit
            tracker = MessageTracker(parameters)
            facts = FactBench([FactBench.Shape(paneSize: 1_000)])
        }

        @discardableResult
        mutating func handle(
            _ type: EventType,
            at time: Int64,
            message: UInt64 = 1,
            country: UInt32 = 0,
            watermark: Int64 = .min
        ) -> Bool {
            let combination = facts.combination(country)
            let watermark = watermark == .min ? watermark : watermark * 1_000
            facts.panes.watermark = watermark
            var event = Event.make(type, at: time * 1_000) { $0.message = message }
            return tracker.handle(
                &event,
                combination: combination,
                watermark: watermark,
                panes: &facts.panes
            )
        }

        /// What is counted, with seconds instead of milliseconds.
        func counted() -> [String: Int64] { Self.bySecond(facts.counted()) }

        func countedByCountry() -> [String: Int64] { Self.bySecond(facts.countedByCountry()) }

        private static func bySecond(_ counted: [String: Int64]) -> [String: Int64] {
            Dictionary(
                uniqueKeysWithValues: counted.map { key, value in
                    var words = key.split(separator: " ").map(String.init)
                    words[1] = String((Int64(words[1]) ?? 0) / 1_000)
                    return (words.joined(separator: " "), value)
                }
            )
        }
    }

    @Test func `only events of a message are taken, a click to unsubscribe is none`() {
        #expect(!MessageTracker.isMessage(.make(.messageSent, at: 0)), "it names no message")
        for type in [
            EventType.messageSent, .messageDelivered, .messageBounced, .messageOpened,
            .messageClicked, .unsubscribed, .complained,
        ] {
            #expect(MessageTracker.isMessage(.make(type, at: 0) { $0.message = 1 }), "\(type)")
        }
        let click = Event.make(.messageClicked, at: 0) {
            $0.message = 1
            $0.subtype = .unsubscribe
        }
        #expect(!MessageTracker.isMessage(click))
        #expect(!MessageTracker.isMessage(.make(.pageView, at: 0) { $0.message = 1 }))
    }

    @Test func `each message counts once, whatever is said twice`() {
        var bench = Bench()
        for _ in 0..<2 {
            bench.handle(.messageSent, at: 0)
            bench.handle(.messageDelivered, at: 10)
            bench.handle(.messageOpened, at: 20)
            bench.handle(.messageOpened, at: 25)
        }
        bench.handle(.messageSent, at: 0, message: 2)
        let facts = bench.counted()
        #expect(
            facts == [
                "messageSent 0": 2, "messageSentDelivered 0": 1, "messageDelivered 10": 1,
                "messageOpened 10": 1, "messageResponded 10": 1,
            ]
        )
    }

    @Test func `a bounce takes the delivery and all that was credited to it back`() {
        var bench = Bench()
        bench.handle(.messageSent, at: 0)
        bench.handle(.messageDelivered, at: 10)
        bench.handle(.messageClicked, at: 20)
        bench.handle(.messageBounced, at: 15)
        let facts = bench.counted()
        #expect(facts == ["messageSent 0": 1, "messageSentBounced 0": 1])
    }

    @Test func `an earlier delivery moves what was credited`() {
        var bench = Bench()
        bench.handle(.messageDelivered, at: 50, country: 2)
        bench.handle(.messageOpened, at: 60, country: 4)
        bench.handle(.messageDelivered, at: 40, country: 3)
        let facts = bench.countedByCountry()
        #expect(
            facts == [
                "messageDelivered 40 #3": 1, "messageOpened 40 #3": 1, "messageResponded 40 #3": 1,
            ]
        )
    }

    @Test func `every order of the events of a message gives the same facts`() {
        let events: [(EventType, Int64)] = [
            (.messageSent, 3), (.messageSent, 0), (.messageDelivered, 30), (.messageDelivered, 10),
            (.messageBounced, 5), (.messageOpened, 900), (.messageClicked, 1_010),
        ]
        let expected: [String: Int64] = [
            "messageSent 0": 1, "messageSentDelivered 0": 1, "messageDelivered 10": 1,
            "messageOpened 10": 1, "messageClicked 10": 1, "messageResponded 10": 1,
        ]
        for order in permutations(of: events) {
            var bench = Bench()
            for (number, event) in order.enumerated() {
                bench.handle(event.0, at: event.1, country: UInt32(number) + 2)
            }
            let facts = bench.counted()
            #expect(facts == expected, "\(order)")
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `every order of random events gives the same facts`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let types: [EventType] = [
            .messageSent, .messageDelivered, .messageDelivered, .messageBounced, .messageOpened,
            .messageClicked, .messageClicked, .unsubscribed, .complained,
        ]
        let events = (0..<8).map { _ in (random.pick(types), random.number(0...1_500)) }
        var expected: [String: Int64]?
        for _ in 0..<20 {
            var bench = Bench()
            for event in events.shuffled(using: &random) { bench.handle(event.0, at: event.1) }
            let facts = bench.counted()
            #expect(facts == expected ?? facts, "seed \(seed)")
            expected = facts
        }
    }

    @Test func `a message is forgotten when nothing can be credited any more`() {
        var bench = Bench()
        bench.handle(.messageDelivered, at: 0)
        bench.handle(.messageOpened, at: 1_000, watermark: 1_199)
        let credited = bench.counted()
        #expect(credited["messageOpened 0"] == 1)
        bench.handle(.messageClicked, at: 2_160, watermark: 2_200)
        bench.handle(.messageDelivered, at: 2_150, watermark: 2_200)
        let anew = bench.counted()
        #expect(anew["messageClicked 0"] == nil)
        #expect(anew["messageClicked 2150"] == 1)
        let count = bench.tracker.count
        #expect(count == 1)
    }

    @Test func `a full tracker refuses a new message, and forgotten ones make room`() {
        var bench = Bench(limit: 1)
        bench.handle(.messageSent, at: 0)
        let isTaken = bench.handle(.messageSent, at: 0, message: 2)
        #expect(!isTaken)
        let isTakenLater = bench.handle(.messageSent, at: 1_200, message: 2, watermark: 1_200)
        #expect(isTakenLater)
        let (facts, refused) = (bench.counted(), bench.tracker.refusedCount)
        #expect(facts == ["messageSent 0": 1, "messageSent 1200": 1])
        #expect(refused == 1)
    }

    private func permutations<Element>(of elements: [Element]) -> [[Element]] {
        guard let first = elements.first else { return [[]] }
        return permutations(of: Array(elements.dropFirst())).flatMap { rest in
            (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
        }
    }
}
