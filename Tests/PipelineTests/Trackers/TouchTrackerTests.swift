// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct TouchTrackerTests {
    /// Campaign in slot 0, country in slot 1, content in slot 2; a touch counts a hundred
    /// milliseconds.
    private struct Bench: ~Copyable {
        var facts: FeedbackBench
        var tracker: TouchTracker

        init(_ dimensions: [Dimension] = [.campaign, .country, .content]) {
            facts = FeedbackBench(dimensions: dimensions)
            var parameters = TrackerParameters()
            parameters.actorLimit = 1
            parameters.feedback.touch = 100
            parameters.largestLateness = 10
            tracker = TouchTracker(parameters, types: .max, dimensions: dimensions)
        }

        @discardableResult
        mutating func see(
            _ type: EventType,
            at time: Int64,
            _ values: [UInt32] = [],
            channel: Channel = .web,
            person: UInt64 = 9,
            value: Double = 2
        ) -> Bool {
            var event = Event.make(type, at: time) {
                $0.channel = channel
                $0.value = value
                $0.flags.insert(.hasValue)
                for (slot, value) in values.enumerated() { $0.dimensions[slot] = value }
            }
            let combination = facts.panes.combinations.number(of: event)
            return tracker.handle(
                &event,
                person: person,
                combination: combination,
                watermark: facts.panes.watermark,
                panes: &facts.panes
            )
        }
    }

    @Test func `an order is credited to the last touch before it, the rest stays its own`() {
        var bench = Bench()
        bench.see(.pageView, at: 10, [4, 5, 6])
        bench.see(.pageView, at: 20, [7, 5, 8])
        bench.see(.pageView, at: 15, [4])
        bench.see(.order, at: 30, [0, 3, 0])
        let (total, byCampaign) = (bench.facts.counted(), bench.facts.countedByValue())
        #expect(total == ["revenueAttributed 30": 1, "credited 30": 2_000_000])
        #expect(byCampaign["credited 30 #7"] == 2_000_000)
        let combinations = bench.facts.panes.combinations.count
        let own = bench.facts.combination(7, 3, 8)
        let after = bench.facts.panes.combinations.count
        #expect(after == combinations, "the order's country and the touch's content: \(own)")
    }

    @Test func `an order with a campaign of its own is the touch`() {
        var bench = Bench()
        bench.see(.pageView, at: 10, [4])
        bench.see(.order, at: 30, [5])
        let byCampaign = bench.facts.countedByValue()
        #expect(byCampaign["credited 30 #5"] == 2_000_000)
    }

    @Test func `a touch counts for its time only, and not for orders before it`() {
        var bench = Bench()
        bench.see(.pageView, at: 100, [4])
        bench.see(.order, at: 99)
        bench.see(.order, at: 200)
        bench.see(.order, at: 201)
        bench.see(.order, at: 150, person: 8)
        let byCampaign = bench.facts.countedByValue()
        #expect(byCampaign["credited 200 #4"] == 2_000_000)
        for time in [99, 150, 201] { #expect(byCampaign["credited \(time) #0"] == 2_000_000) }
    }

    @Test func `only what people do on web and app touches`() {
        var bench = Bench()
        bench.see(.alias, at: 10, [4])
        bench.see(.messageClicked, at: 10, [4], channel: .email)
        bench.see(.pageView, at: 10, [0, 4, 4])
        let count = bench.tracker.count
        #expect(count == 0)
        bench.see(.order, at: 20, value: 1e13)
        let none = bench.facts.counted()
        #expect(none.isEmpty)
    }

    @Test func `without a dimension that tells touches nothing is remembered`() {
        var bench = Bench([.country, .content])
        let (types, hasTable) = (bench.tracker.types, bench.tracker.hasTable)
        #expect(types == 1 << UInt64(EventType.order.rawValue) && !hasTable)
        bench.see(.order, at: 20, [3])
        let (byCountry, count) = (bench.facts.countedByValue(), bench.tracker.count)
        #expect(byCountry["credited 20 #3"] == 2_000_000 && count == 0)
        #expect(TouchTracker.knowsTouches([.referrer]) && !TouchTracker.knowsTouches([.list]))
    }

    @Test func `a full tracker takes new persons only when touches have run out`() {
        var bench = Bench()
        bench.see(.pageView, at: 100, [4])
        bench.facts.panes.watermark = 210
        let refused = bench.see(.pageView, at: 200, [4], person: 8)
        bench.facts.panes.watermark = 211
        let taken = bench.see(.pageView, at: 211, [4], person: 8)
        #expect(!refused && taken)
    }
}
