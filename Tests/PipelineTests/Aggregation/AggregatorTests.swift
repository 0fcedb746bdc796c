// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing
import Windowing

@testable import Pipeline

struct AggregatorTests {
    private static let pageviews = [KPISelection("web.pageviews")]

    @Test func `each event has one outcome`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.event(.pageView, at: 600, id: 70)
        bench.event(.pageView, at: 601, id: 70)
        bench.event(.pageView, at: 602) { $0.flags = .nonHuman }
        bench.event(.order, at: 603)
        bench.pass(to: 603)
        bench.event(.pageView, at: 423)
        bench.event(.pageView, at: 480)
        let outcomes = bench.aggregator.outcomes(of: 0)
        #expect(outcomes.counted == 2)
        #expect(outcomes.duplicate == 1)
        #expect(outcomes.filtered == 3)
        #expect(outcomes.late == 1)
        #expect(outcomes.total == 7)
    }

    @Test func `outcomes are those of each partition`() throws {
        var bench = try AggregatorBench(Self.pageviews, partitions: 2)
        bench.event(.pageView, at: 0, partition: 0, id: 7)
        bench.event(.pageView, at: 0, partition: 1, id: 7)
        let (first, second) = (
            bench.aggregator.outcomes(of: 0), bench.aggregator.outcomes(of: 1)
        )
        #expect(first.counted == 1)
        #expect(second.duplicate == 1, "ids are unique within a source, not a partition")
        let count = bench.aggregator.partitionCount
        #expect(count == 2)
    }

    @Test func `an event counts before its own time moves the watermark`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 0)
        bench.view(at: 10_000)
        bench.collect()
        let told = bench.told(at: 0)
        #expect(told == ["1"])
        let watermark = bench.aggregator.watermark
        #expect(watermark == AggregatorBench.midnight + 10_000_000)
    }

    @Test func `a fast clock moves the watermark no further than the receipt`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        for second in 0..<300 as Range<Int64> {
            bench.view(at: second)
            // Nine minutes ahead, wanted or not.
            for type in [.pageView, .screenView] as [EventType] where second % 60 == 7 {
                bench.event(type, at: second + 540) {
                    $0.received = AggregatorBench.midnight + second * 1_000
                }
            }
            bench.collect()
        }
        let watermark = bench.aggregator.watermark
        #expect(watermark == AggregatorBench.midnight + 299_000)
        bench.pass(to: 1_000)
        bench.collect()
        let told = [0, 60, 120, 180, 240, 540].map { bench.told(at: $0) }
        #expect(told == [["60"], ["60"], ["60"], ["60"], ["60"], ["1"]])
    }

    @Test func `filtered, duplicate and late events move the watermark`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        func second(_ bench: borrowing AggregatorBench) -> Int64 {
            (bench.aggregator.watermark - AggregatorBench.midnight) / 1_000
        }
        bench.event(.pageView, at: 10, id: 7)
        bench.event(.order, at: 20)
        let filtered = second(bench)
        bench.event(.pageView, at: 30, id: 7)
        let duplicate = second(bench)
        bench.event(.pageView, at: 40) { $0.flags = .nonHuman }
        let machine = second(bench)
        bench.event(.pageView, at: 25)
        let older = second(bench)
        #expect([filtered, duplicate, machine, older] == [20, 30, 40, 40])
    }

    @Test func `an unset watermark takes events of any time`() throws {
        var bench = try AggregatorBench(Self.pageviews, partitions: 2)
        bench.view(at: 86_400, 0)
        bench.event(.pageView, at: -86_400) { $0.anonymous = 1 }
        let outcomes = bench.aggregator.outcomes(of: 0)
        #expect(outcomes.counted == 3)
        let isUnset = bench.aggregator.watermark == .min
        #expect(isUnset, "the other partition had no event yet")
        bench.pass(to: 86_400, partition: 1)
        bench.collect()
        let told = [-86_400, 0].map { bench.told(at: $0) }
        #expect(told == [["1"], ["1"]])
    }

    @Test(arguments: [0, -62_135_596_800_000, 253_402_300_799_999, 4_102_444_800_000] as [Int64])
    func `times far from now are as good as any`(time: Int64) throws {
        var compiler = PlanCompiler()
        compiler.windows.append(.week)
        compiler.selections = Catalogue.kpis(parameters: compiler.parameters).map {
            KPISelection($0.id)
        }
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.trackers.sessionLimit = 1_000
        var aggregator = Aggregator(configuration)
        _ = aggregator.addPartition(source: 1)
        for (number, type) in EventType.allCases.enumerated() {
            let event = Event.make(type, at: time) {
                $0.id = UInt64(number) + 1
                $0.anonymous = 5
                $0.user = 6
                $0.message = 7
                $0.object = 8
                $0.totals[0] = 9
            }
            aggregator.ingest(copyOf: event, partition: 0, now: 0)
        }
        let outcomes = aggregator.outcomes(of: 0)
        #expect(outcomes.total == Int64(EventType.allCases.count))
        #expect(outcomes.late == 0)
        var values = 0
        repeat {
            values += aggregator.collect(limit: 100, now: 0).values.count
        } while aggregator.isDue
        var more = 0
        repeat {
            more = aggregator.finish(limit: 100, now: 0).values.count
            values += more
        } while more > 0
        #expect(values > 0)
    }

    @Test func `a device becomes a person by its alias, and a session stays one`() throws {
        var bench = try AggregatorBench([
            KPISelection("web.visitors"), KPISelection("web.visits"),
        ])
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.event(.pageView, at: 10) {
            $0.anonymous = 1
            $0.user = 9
        }
        bench.event(.pageView, at: 70) { $0.anonymous = 1 }
        bench.event(.pageView, at: 80) { $0.user = 9 }
        bench.pass(to: 4_000)
        bench.collect()
        let visits = bench.told(at: 0, of: "web.visits") + bench.told(at: 60, of: "web.visits")
        #expect(visits.map { $0.first } == ["1", "0"])
        let visitors = [0, 60].map { bench.told(at: $0, of: "web.visitors") }
        #expect(visitors == [["2"], ["1"]], "closed values are never restated")
    }

    @Test func `an event without any id makes no actor, but its page view counts`() throws {
        var bench = try AggregatorBench([
            KPISelection("web.visitors"), KPISelection("web.visits"), KPISelection("web.pageviews"),
        ])
        bench.view(at: 0)
        bench.pass(to: 120)
        bench.collect()
        let told = ["web.visitors", "web.visits", "web.pageviews"].map { bench.told(at: 0, of: $0) }
        #expect(told == [["0"], ["0"], ["1"]])
    }

    @Test func `flow facts follow from the event alone`() throws {
        let kpis = ["social.reach", "social.impressions", "social.engagements"]
        var bench = try AggregatorBench(kpis.map { KPISelection($0) })
        bench.event(.impression, at: 0) { $0.anonymous = 1 }
        bench.event(.impression, at: 1)
        bench.event(.contentView, at: 2) { $0.anonymous = 2 }
        bench.event(.contentView, at: 3) { $0.anonymous = 1 }
        for type in [EventType.reaction, .comment, .share, .save, .linkClick] {
            bench.event(type, at: 4)
        }
        bench.event(.reaction, at: 5) { $0.channel = .web }
        bench.pass(to: 120)
        bench.collect()
        let told = kpis.map { bench.told(at: 0, of: $0) }
        #expect(told == [["2"], ["2"], ["4"]])
    }

    @Test func `an event beyond the lateness is late for trackers, not for panes that take it`()
        throws
    {
        var bench = try AggregatorBench([
            KPISelection("web.visits"), KPISelection("web.pageviews"),
        ])
        bench.pass(to: 119)
        // 61 s late: no tracker sees it, but the first minute takes facts until 180.
        bench.event(.pageView, at: 58) { $0.anonymous = 1 }
        bench.event(.pageView, at: 59) { $0.anonymous = 2 }
        bench.pass(to: 180)
        bench.collect()
        let (visits, views) = (
            bench.told(at: 0, of: "web.visits"), bench.told(at: 0, of: "web.pageviews")
        )
        #expect(visits.last?.first == "1", "the second one is just in time")
        #expect(views == ["2"])
        let outcomes = bench.aggregator.outcomes(of: 0)
        #expect(outcomes.counted == 2)
    }

    @Test func `what found no room is counted and the tables tell their limits`() throws {
        var bench = try AggregatorBench([KPISelection("web.visits")]) {
            $0.trackers.sessionLimit = 2
        }
        for device in 1...5 as ClosedRange<UInt64> {
            bench.event(.pageView, at: 0) { $0.anonymous = device }
        }
        let reading = bench.aggregator.reading
        let sessions = reading.tables.first { $0.name == "sessions" }
        #expect(sessions?.refused == 3)
        #expect(reading.tables.allSatisfy { $0.name == "sessions" || $0.refused ?? 0 == 0 })
        #expect(sessions?.entries == 2)
        #expect(sessions?.limit == 2)
        let outcomes = bench.aggregator.outcomes(of: 0)
        #expect(outcomes.counted == 5)
        #expect(reading.outcomes == [outcomes])
        bench.pass(to: 10_000)
        bench.collect()
        #expect(bench.matching(0, nil, nil, nil).map(\.isComplete) == [false])
    }

    @Test func `individuals of whom nothing is counted are not remembered`() throws {
        var bench = try AggregatorBench([
            KPISelection("web.pageviews"), KPISelection("email.complaints"),
        ])
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.event(.complained, at: 0) { $0.message = 1 }
        let tables = bench.aggregator.reading.tables
        for name in ["sessions", "messages", "persons"] {
            #expect(tables.first { $0.name == name }?.entries == 0, "\(name)")
        }
        let outcomes = bench.aggregator.outcomes(of: 0)
        #expect(outcomes.counted == 2)
    }

    @Test func `too many partitions are refused`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        var count = 1
        while let partition = bench.aggregator.addPartition(source: 1) {
            #expect(partition == count)
            count += 1
        }
        let known = bench.aggregator.partitionCount
        #expect(known == count)
    }

    @Test func `where nothing ever came time begins with the clock on the wall`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.aggregator.beginIdle(at: AggregatorBench.midnight)
        let begun = bench.aggregator.watermark
        #expect(begun == AggregatorBench.midnight)
        bench.aggregator.beginIdle(at: AggregatorBench.midnight + 1)
        let kept = bench.aggregator.watermark
        #expect(kept == AggregatorBench.midnight)
        bench.aggregator.endOfPartition(0, now: 0)
        bench.aggregator.tick(now: 150_000, sourceIsHealthy: true)
        bench.collect()
        let told = bench.told(at: 0)
        #expect(told == ["0"])
    }

    @Test func `series beyond their limit count as other, and are counted`() throws {
        let selections = [KPISelection("web.pageviews", by: [["country"]])]
        var bench = try AggregatorBench(selections) { $0.seriesLimit = 3 }
        for country in 5...9 as ClosedRange<UInt32> { bench.view(at: 5, country: country) }
        // `other`, that of events without a country, and the first one.
        let reading = bench.aggregator.reading
        #expect(reading.refusedSeries == 4)
        let fill = reading.tables.first { $0.name == "series" }
        #expect(fill?.entries == 1 + 3 && fill?.limit == 1 + 3)
        bench.pass(to: 300)
        bench.collect()
        #expect(bench.told(at: 0, country: 5) == ["1"])
        #expect(bench.told(at: 0, country: ValueDictionary.overflow) == ["4"])
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `the same calls give the same values`(seed: UInt64) throws {
        func run() throws -> [String] {
            var random = SplitMix64(seed: seed)
            var bench = try AggregatorBench([
                KPISelection("web.pageviews", by: [["country"]]), KPISelection("web.visitors"),
                KPISelection("web.bounce_rate", by: [["country"]]),
            ])
            for step in 0..<300 as Range<Int64> {
                bench.event(.pageView, at: step * 7 - random.number(0...100)) {
                    $0.anonymous = UInt64(random.number(1...30))
                    $0.dimensions[0] = UInt32(random.number(2...9))
                }
                if random.chance(10) { bench.collect(now: step, limit: 7) }
            }
            while bench.collect(now: 1_000) > 0 {}
            while bench.finish() > 0 {}
            return bench.values.map { "\($0.output) \($0.series) \($0.start) \($0.value)" }
        }
        let (first, second) = (try run(), try run())
        #expect(first == second, "seed \(seed)")
        #expect(first.count > 50)
    }
}
