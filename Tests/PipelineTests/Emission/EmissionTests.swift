// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing
import Windowing

@testable import Pipeline

struct EmissionTests {
    private static let pageviews = [KPISelection("web.pageviews")]
    private static let byCountry = [KPISelection("web.pageviews", by: [["country"]])]

    @Test func `a window closes when the watermark has passed it by the allowed lateness`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 10, 59, 60)
        bench.pass(to: 119)
        bench.collect()
        let early = bench.told(at: 0)
        #expect(early.isEmpty)
        let isDue1 = bench.aggregator.isDue
        #expect(!isDue1)
        bench.pass(to: 120)
        let isDue2 = bench.aggregator.isDue
        #expect(isDue2)
        bench.collect()
        let isDue3 = bench.aggregator.isDue
        #expect(!isDue3)
        let told = bench.told(at: 0)
        #expect(told == ["2"])
        let values = bench.values
        #expect(values.count == 1)
    }

    @Test func `nothing is due or told before the first event`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        let isDue4 = bench.aggregator.isDue
        #expect(!isDue4)
        let (collected, finished) = (bench.collect(), bench.finish())
        #expect(collected == 0)
        #expect(finished == 0)
    }

    @Test func `a jump of the watermark closes all windows in order, each once`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 0, 60, 61, 120)
        bench.pass(to: 9 * 86_400)
        bench.collect()
        bench.collect()
        let values = bench.values
        #expect(values.map(\.value.num) == [1, 2, 1, 0])
        #expect(
            bench.values.map { ($0.start - AggregatorBench.midnight) / 1_000 } == [0, 60, 120, 180]
        )
        let gap = bench.told(at: 180)
        #expect(gap == ["0-\(9 * 86_400 - 60)"])
        bench.pass(to: 9 * 86_400 + 60)
        bench.collect()
        let next = bench.told(at: 9 * 86_400 - 60)
        #expect(next == ["0"])
    }

    @Test func `a run of two empty windows is told one by one, of three as one gap`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 0, 180, 420)
        bench.pass(to: 539)
        bench.collect()
        let told = (0..<8).map { bench.told(at: $0 * 60) }
        #expect(told == [["1"], ["0"], ["0"], ["1"], ["0-420"], [], [], []])
        bench.pass(to: 540)
        bench.collect()
        let last = bench.told(at: 420)
        #expect(last == ["1"])
    }

    @Test func `windows that ended before the beginning are no silence`() throws {
        var bench = try AggregatorBench(Self.pageviews) {
            $0.start = AggregatorBench.midnight + 150_000
        }
        bench.view(at: 150)
        bench.pass(to: 240)
        bench.collect()
        let told = (0..<4).map { bench.told(at: $0 * 60) }
        #expect(told == [[], [], ["1"], []])
    }

    @Test func `a window before the beginning is told if something came for it`() throws {
        var bench = try AggregatorBench(Self.pageviews) {
            $0.start = AggregatorBench.midnight + 150_000
        }
        bench.view(at: 70)
        bench.pass(to: 180)
        bench.collect()
        let told = bench.told(at: 60)
        #expect(told == ["1"])
    }

    @Test func `only series with something in them are told, and expected ones`() throws {
        var bench = try AggregatorBench(Self.byCountry) { configuration in
            configuration.expected = configuration.plan.outputs.map { output in
                configuration.plan.tables[output.table].groupingSet == 0 ? [] : [[7]]
            }
        }
        bench.view(at: 5, country: 3)
        bench.view(at: 70, country: 7)
        bench.pass(to: 300)
        bench.collect()
        let expected = (0..<3).map { bench.told(at: $0 * 60, country: 7) }
        #expect(expected == [["0"], ["1"], ["0"]])
        let others = (0..<3).map { bench.told(at: $0 * 60, country: 3) }
        #expect(others == [["1"], [], []])
        let totals = (0..<3).map { bench.told(at: $0 * 60) }
        #expect(totals == [["1"], ["1"], ["0"]])
    }

    @Test func `a gap is told of expected series as of the total`() throws {
        var bench = try AggregatorBench(Self.byCountry) { configuration in
            configuration.expected = configuration.plan.outputs.map { output in
                configuration.plan.tables[output.table].groupingSet == 0 ? [] : [[7]]
            }
        }
        bench.view(at: 5, country: 3)
        bench.pass(to: 600)
        bench.collect()
        let (total, expected) = (bench.told(at: 60), bench.told(at: 60, country: 7))
        #expect(total == ["0-540"])
        #expect(expected == ["0-540"])
    }

    @Test func `a batch is full at its limit and the rest comes with the next, once`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        for country in 2..<12 as Range<UInt32> { bench.view(at: 5, 70, country: country) }
        bench.pass(to: 240)
        var sizes: [Int] = []
        while bench.aggregator.isDue { sizes.append(bench.collect(limit: 4)) }
        #expect(sizes.allSatisfy { $0 <= 5 }, "\(sizes)")
        for country in 2..<12 as Range<UInt32> {
            let told = [bench.told(at: 0, country: country), bench.told(at: 60, country: country)]
            #expect(told == [["1"], ["1"]])
        }
        let totals = [bench.told(at: 0), bench.told(at: 60)]
        #expect(totals == [["10"], ["10"]])
    }

    @Test func `a value names what the window before was, unless nobody listened then`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        bench.view(at: 5, 6, 70, 125, country: 3)
        bench.pass(to: 240)
        bench.collect()
        let (first, second, third) = (
            bench.previous(at: 0), bench.previous(at: 60), bench.previous(at: 120)
        )
        #expect(first == [nil])
        #expect(second == [.some(2)])
        #expect(third == [.some(1)])
        let series = bench.previous(at: 60, country: 3)
        #expect(series == [.some(2)])
    }

    @Test func `a series without a row before has an empty window before`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        bench.view(at: 5, country: 3)
        bench.view(at: 70, country: 4)
        bench.pass(to: 180)
        bench.collect()
        let previous = bench.previous(at: 60, country: 4)
        #expect(previous == [.some(0)])
    }

    @Test func `windows are not complete before the time from which all was seen`() throws {
        var bench = try AggregatorBench(Self.pageviews) {
            $0.completeFrom = AggregatorBench.midnight + 60_000
        }
        bench.view(at: 5, 65, 125)
        bench.pass(to: 240)
        bench.collect()
        let values = bench.values
        #expect(values.map(\.isComplete) == [false, true, true])
        // The window behind one that was not seen whole has nothing to be compared with.
        #expect(values.map(\.previous) == [nil, nil, .some(1)])
        #expect(values.map(\.previousSample) == [nil, nil, 1])
    }

    @Test func `a run of empty windows is told apart where windows begin to be whole`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 5, 1_205)
        bench.aggregator.lostEvents(before: AggregatorBench.midnight + 250_000)
        bench.pass(to: 1_300)
        bench.collect()
        let told = [60, 300].map { bench.told(at: $0) }
        #expect(told == [["0-300"], ["0-1200"]])
        let complete = bench.values.map(\.isComplete)
        #expect(complete == [false, false, true])
    }

    @Test func `a run of empty windows is told apart around what found no room`() throws {
        var bench = try AggregatorBench(Self.byCountry) { configuration in
            configuration.rowLimit = 2
            configuration.expected = configuration.plan.outputs.map { output in
                configuration.plan.tables[output.table].groupingSet == 0 ? [] : [[7]]
            }
        }
        bench.view(at: 5, 365, country: 3)
        bench.pass(to: 900)
        bench.collect()
        let told = [0, 60, 360, 420].map { bench.told(at: $0, country: 7) }
        #expect(told == [["0"], ["0-360"], ["0"], ["0-840"]])
        let complete = [0, 60, 360, 420].map { start in
            bench.matching(start, 7, nil, nil).map(\.isComplete)
        }
        #expect(complete == [[true], [true], [false], [true]])
    }

    @Test func `windows in which something found no room are not complete`() throws {
        var bench = try AggregatorBench(Self.byCountry) { $0.rowLimit = 4 }
        bench.view(at: 5, 65, 125, 135, country: 3)
        bench.pass(to: 300)
        bench.collect()
        let other = ValueDictionary.overflow
        let complete = [(0, 3), (60, 3), (120, nil), (120, other)].map { start, country in
            bench.matching(start, country, nil, nil).map(\.isComplete)
        }
        #expect(complete == [[true], [true], [true], [false]])
        let counts = [bench.told(at: 120), bench.told(at: 120, country: other)]
        #expect(counts == [["2"], ["2"]])
    }

    @Test func `windows in which a sketch found no memory are not complete`() throws {
        let visitors = [KPISelection("web.visitors", by: [["country"]])]
        var bench = try AggregatorBench(visitors) { $0.sketchLimitBytes = 4 << 20 }
        // Registers of 4 KiB each, until there is no more.
        for (second, series) in [(5, 10), (605, 700), (1_205, 10)] as [(Int64, UInt32)] {
            for country in 2..<series + 2 {
                for person in 1...400 as ClosedRange<UInt64> {
                    bench.event(.pageView, at: second) {
                        $0.anonymous = person
                        $0.dimensions[0] = country
                    }
                }
            }
            bench.pass(to: second + 300)
            while bench.collect() > 0 {}
        }
        let complete = [0, 600, 1_200].map { start in
            Set(bench.matching(start, 2, nil, nil).map(\.isComplete))
        }
        #expect(complete == [[true], [false], [true]])
    }

    @Test func `windows in which a device was not joined to its user are not complete`() throws {
        let visitors = [KPISelection("web.visitors")]
        var bench = try AggregatorBench(visitors) { $0.trackers.aliasLimit = 2 }
        for (device, second) in [(1, 5), (2, 65)] as [(UInt64, Int64)] {
            for user in [0, device + 100] {
                bench.event(.pageView, at: second) {
                    $0.anonymous = device
                    $0.user = user
                }
            }
        }
        bench.pass(to: 400)
        bench.collect()
        let complete = [0, 60].map { bench.matching($0, nil, nil, nil).map(\.isComplete) }
        #expect(complete == [[true], [false]])
    }

    @Test func `events as they come count as other too where a series has no row`() throws {
        let byCountry = [KPISelection("mkt.orders", by: [["country"]])]
        var bench = try AggregatorBench(byCountry) { $0.rowLimit = 2 }
        for second in [5, 65, 75] as [Int64] {
            bench.event(.order, at: second) {
                $0.anonymous = 1
                $0.dimensions[0] = 3
            }
        }
        bench.pass(to: 300)
        bench.collect()
        let other = ValueDictionary.overflow
        let counts = [bench.told(at: 60), bench.told(at: 60, country: other)]
        #expect(counts == [["2"], ["2"]])
        let complete = [nil, other].map { bench.matching(60, $0, nil, nil).map(\.isComplete) }
        #expect(complete == [[true], [false]])
    }

    @Test func `what found no room long ago makes no later window incomplete`() throws {
        var bench = try AggregatorBench(Self.byCountry) { $0.rowLimit = 4 }
        bench.view(at: 5, 65, 125, country: 3)
        bench.pass(to: 10_000)
        bench.collect()
        bench.view(at: 10_025, 10_085, 10_145, country: 3)
        bench.pass(to: 10_400)
        bench.collect()
        let complete = [(10_020, 3), (10_080, 3), (10_140, ValueDictionary.overflow)].map {
            bench.matching($0, $1, nil, nil).map(\.isComplete)
        }
        #expect(complete == [[true], [true], [false]])
    }

    @Test func `series miss what found no combination of its own, the total does not`() throws {
        var bench = try AggregatorBench(Self.byCountry) { $0.combinationLimit = 3 }
        bench.view(at: 5, country: 3)
        bench.view(at: 6, country: 4)
        bench.view(at: 65, country: 3)
        bench.pass(to: 200)
        bench.collect()
        let other = ValueDictionary.overflow
        let complete = [nil, 3, other].map { country in
            bench.matching(0, country, nil, nil).map(\.isComplete)
        }
        #expect(complete == [[true], [false], [false]])
        let counts = [bench.told(at: 0), bench.told(at: 0, country: other)]
        #expect(counts == [["2"], ["1"]])
        let next = bench.matching(60, 3, nil, nil).map(\.isComplete)
        #expect(next == [true])
    }

    @Test func `silence closes windows and says so`() throws {
        var bench = try AggregatorBench(Self.pageviews) { $0.idleAfter = 30_000 }
        bench.view(at: 5)
        bench.aggregator.endOfPartition(0, now: 0)
        bench.aggregator.tick(now: 30_000, sourceIsHealthy: true)
        bench.aggregator.tick(now: 150_000, sourceIsHealthy: true)
        bench.collect(now: 150)
        let told = bench.told(at: 0)
        #expect(told == ["1"])
        let values = bench.values
        #expect(values.map(\.closing) == [.idle])
    }

    @Test func `the end of the input closes what holds anything, and is not complete`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        bench.view(at: 5, 300, country: 3)
        bench.collect()
        bench.finish()
        let told = [0, 60, 240, 300, 360].map { bench.told(at: $0) }
        #expect(told == [["1"], ["0-240"], ["0"], ["1"], []])
        let last = bench.matching(300, nil, nil, nil)
        #expect(last.map(\.closing) == [.end])
        #expect(last.map(\.isComplete) == [false])
        let again = bench.finish()
        #expect(again == 0)
    }

    @Test func `the end of the input keeps to the limit`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        for country in 2..<12 as Range<UInt32> { bench.view(at: 5, 70, country: country) }
        while bench.finish(limit: 4) > 0 {}
        for country in 2..<12 as Range<UInt32> {
            let told = [bench.told(at: 0, country: country), bench.told(at: 60, country: country)]
            #expect(told == [["1"], ["1"]])
        }
    }

    @Test func `panes go when nothing needs them any more`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        for minute in 0..<500 as Range<Int64> {
            bench.view(at: minute * 60 + 5, country: UInt32(minute % 7) + 2)
            bench.collect()
        }
        let budget = bench.aggregator.view.budget
        #expect(budget.used < 20)
        bench.pass(to: 1_000_000)
        bench.collect()
        bench.pass(to: 1_001_000)
        bench.collect()
        #expect(budget.used == 0)
    }
}
