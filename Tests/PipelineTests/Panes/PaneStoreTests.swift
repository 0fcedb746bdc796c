// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import TestSupport
import Testing
import Windowing

@testable import Pipeline

struct PaneStoreTests {
    private func fact(
        _ kind: FactKind = .pageViewed,
        at time: Int64,
        combination: UInt32 = 0,
        value: Int64 = 0
    ) -> Fact {
        Fact(kind, channel: .web, time: time, combination: combination, value: value)
    }

    /// Panes of 60 that take a fact until their end plus 20 and plus 50, and panes of 100 plus 0.
    private static let shapes = [
        FactBench.Shape(paneSize: 60, settle: 0, lateness: 10),
        FactBench.Shape(paneSize: 60, settle: 30, lateness: 10),
        FactBench.Shape(paneSize: 100, settle: 0, lateness: 0),
    ]

    @Test func `a pane takes facts until the watermark reaches its last moment, by class`() {
        for time in [0, 1, 59, 60, -1, -60, 119] as [Int64] {
            for (bit, shape) in Self.shapes.enumerated() {
                let rest = (time % shape.paneSize + shape.paneSize) % shape.paneSize
                let last = time - rest + shape.paneSize + shape.settle + 2 * shape.lateness
                for (watermark, isTaken) in [(last - 1, true), (last, false)] {
                    var bench = FactBench(Self.shapes)
                    bench.panes.watermark = watermark
                    let mask = bench.panes.add(fact(at: time))
                    #expect((mask & (1 << bit) != 0) == isTaken, "\(time) at \(watermark)")
                    let counted = bench.counted(bit)
                    let expected = isTaken ? ["pageViewed \(time - rest)": 1 as Int64] : [:]
                    #expect(counted == expected, "\(time) at \(watermark)")
                }
            }
        }
    }

    @Test func `an unset watermark takes everything, whatever its time`() {
        var bench = FactBench(Self.shapes)
        for time in [-62_135_596_800_000, -1, 0, 253_402_300_799_999] as [Int64] {
            let mask = bench.panes.add(fact(at: time))
            #expect(mask == 0b111, "\(time)")
        }
        bench.panes.watermark = 253_402_300_799_999
        let old = bench.panes.add(fact(at: -62_135_596_800_000))
        #expect(old == 0)
    }

    @Test func `classes that are excepted count nothing`() {
        var bench = FactBench(Self.shapes)
        let mask = bench.panes.add(fact(at: 5), except: 0b010)
        #expect(mask == 0b101)
        let (first, second) = (bench.counted(0), bench.counted(1))
        #expect(first == ["pageViewed 0": 1])
        #expect(second.isEmpty)
        let taken = bench.panes.takeBack(fact(at: 5), except: 0b100)
        #expect(taken == 0b011)
    }

    @Test func `a fact is taken back by the classes that still can`() {
        var bench = FactBench(Self.shapes)
        _ = bench.panes.add(fact(at: 5))
        bench.panes.watermark = 80
        let mask = bench.panes.takeBack(fact(at: 5))
        #expect(mask == 0b110)
        let left = (0..<3).map { bench.counted($0) }
        #expect(left == [["pageViewed 0": 1], [:], [:]])
    }

    @Test func `a fact is moved by the classes that can do both`() {
        var bench = FactBench(Self.shapes)
        _ = bench.panes.add(fact(at: 5))
        bench.panes.watermark = 100
        // Neither the first class nor the third can give back what is at 5.
        let mask = bench.panes.move(fact(at: 5), to: fact(at: 65))
        #expect(mask == 0b010)
        let left = (0..<3).map { bench.counted($0) }
        #expect(left == [["pageViewed 0": 1], ["pageViewed 60": 1], ["pageViewed 0": 1]])
    }

    @Test func `a fact counts in the total and in the series of its values`() {
        var bench = FactBench(Self.shapes)
        let (italy, germany) = (bench.combination(2), bench.combination(3))
        _ = bench.panes.add(fact(at: 5, combination: italy))
        _ = bench.panes.add(fact(at: 6, combination: germany))
        _ = bench.panes.add(fact(at: 7, combination: germany))
        let (total, byCountry) = (bench.counted(), bench.countedByCountry())
        #expect(total == ["pageViewed 0": 3])
        #expect(byCountry == ["pageViewed 0 #2": 1, "pageViewed 0 #3": 2])
    }

    @Test func `cells fold values, squares of tenths and counts, where their filter allows`() {
        var bench = FactBench()
        var ended = Fact(.sessionEnded, channel: .web, time: 1, combination: 0)
        ended.value = 2_350
        ended.count = 4
        _ = bench.panes.add(ended)
        ended.flags = .converted
        ended.value = 199
        _ = bench.panes.add(ended)
        let both = bench.counted()
        #expect(
            both == [
                "sessionEnded 1": 2, "value 1": 2_549, "squares 1": 23 * 23 + 1, "items 1": 8,
                "converted 1": 1,
            ]
        )
        _ = bench.panes.takeBack(ended)
        let one = bench.counted()
        #expect(
            one == ["sessionEnded 1": 1, "value 1": 2_350, "squares 1": 23 * 23, "items 1": 4]
        )
    }

    @Test func `a kind of fact that no table counts changes nothing`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews", windows: [60_000])]
        var aggregator = Aggregator(AggregatorConfiguration(plan: try compiler.compile()))
        let mask = aggregator.panes.add(fact(.messageSent, at: 5))
        #expect(mask == 0)
        #expect(aggregator.view.budget.used == 0)
        let classes = aggregator.panes.classes(of: .messageSent)
        #expect(classes == 0)
    }

    @Test func `a fact that every filter refuses makes no row`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews", windows: [60_000])]
        var aggregator = Aggregator(AggregatorConfiguration(plan: try compiler.compile()))
        let inApp = Fact(.pageViewed, channel: .app, time: 5, combination: 0)
        _ = aggregator.panes.add(inApp)
        #expect(aggregator.view.budget.used == 0)
    }

    @Test func `distinct items are counted in the arena of their grouping set`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.visitors", by: [["country"]], windows: [60_000])]
        let plan = try compiler.compile()
        var aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        for item in 0..<600 as Range<UInt64> {
            var active = fact(.webActive, at: 5)
            active.item = HashMix.combine(item % 300, 1)
            _ = aggregator.panes.add(active)
            _ = aggregator.panes.takeBack(active)
        }
        var nobody = fact(.webActive, at: 5)
        nobody.item = 0
        _ = aggregator.panes.add(nobody)
        for (index, table) in plan.tables.enumerated() {
            let arenas = aggregator.view.arenas
            let row = try #require(
                aggregator.view.tables[index].rows(inPane: 0).first { _ in true }
            )
            let handle = UInt32(truncatingIfNeeded: row.word(0))
            var sketch = DistinctSketch(exactLimit: 4_096)
            let isRead =
                table.groupingSet == 0
                ? arenas.exactDistinct.merge(handle, into: &sketch)
                : arenas.distinct.merge(handle, into: &sketch)
            #expect(isRead)
            let tolerance: Double = table.groupingSet == 0 ? 0 : 15
            #expect(abs(sketch.estimate - 300) <= tolerance, "table \(index)")
        }
    }

    @Test func `a distribution gives back what it took`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.avg_session_duration", windows: [60_000])]
        var aggregator = Aggregator(AggregatorConfiguration(plan: try compiler.compile()))
        for value in [1_000, 5_000, 9_000] as [Int64] {
            _ = aggregator.panes.add(fact(.sessionEnded, at: 5, value: value))
        }
        _ = aggregator.panes.takeBack(fact(.sessionEnded, at: 5, value: 9_000))
        let row = try #require(aggregator.view.tables[0].rows(inPane: 0).first { _ in true })
        let cell = try #require(
            aggregator.view.plan.tables[0].cells.firstIndex { $0.fold == .histogram }
        )
        var distribution = LogHistogram()
        let handle = UInt32(truncatingIfNeeded: row.word(cell))
        #expect(aggregator.view.arenas.histograms.merge(handle, into: &distribution))
        #expect(distribution.count == 2)
        #expect(distribution.sum == 6_000)
    }

    @Test func `without room for a row a fact counts in total and as other, and its time is noted`()
    {
        var bench = FactBench(rowLimit: 3)
        _ = bench.panes.add(fact(at: 10))
        let none = bench.panes.completeness.displaced.hull
        #expect(none.isEmpty)
        for time in [30, 20, 20, 10] as [Int64] { _ = bench.panes.add(fact(at: time)) }
        let (displaced, refused) = (
            bench.panes.completeness.displaced.hull, bench.panes.completeness.refusedOfAnyKind
        )
        #expect(displaced == TimeHull(20, 30))
        #expect(refused.isEmpty)
        let counted = bench.counted()
        #expect(["10", "20", "30"].map { counted["pageViewed \($0)"] } == [2, 2, 1])
        _ = bench.panes.takeBack(fact(at: 20))
        let left = bench.counted()
        #expect(left["pageViewed 20"] == 1)
        #expect(bench.budget.used > 3)
    }

    @Test func `a sum that no cell can hold stays at the largest, and its time is noted`() {
        var bench = FactBench()
        var fact = fact(.totalsChanged, at: 7, value: .max - 1)
        fact.channel = .social
        _ = bench.panes.add(fact)
        let exact = (bench.panes.overflowCount, bench.panes.completeness.refusedOfAnyKind.isEmpty)
        #expect(exact == (0, true))
        _ = bench.panes.add(fact)
        let counted = bench.counted()
        #expect(counted["difference 7"] == .max)
        #expect(counted["totalsChanged 7"] == 2)
        #expect(bench.panes.completeness.refusedOfAnyKind == TimeHull(7, 7))
        #expect(bench.panes.overflowCount > 0)
    }

    @Test func `a square that no cell can hold makes its windows incomplete, and nothing worse`()
        throws
    {
        let own = """
            measures:
              position: { fold: mean times, of: event.search_rank }
            kpis:
              - { id: own.position, definition: o@1, unit: count, formula: position }
            """
        var bench = try AggregatorBench([KPISelection("own.position")], definitions: own)
        for (second, value) in [(5, 4e8), (65, 7)] as [(Int64, Double)] {
            bench.event(.searchRank, at: second) { event in
                event.value = value
                event.flags.insert(.hasValue)
            }
        }
        bench.pass(to: 400)
        bench.collect()
        let finals = bench.values.filter { $0.kind == .final && $0.gapUntil == nil }
        #expect(finals.prefix(2).map(\.value.value) == [4e8, 7])
        #expect(finals.prefix(2).map(\.isComplete) == [false, true])
    }

    @Test func `a fact of a combination without room is noted besides being counted as other`() {
        var bench = FactBench()
        let country = bench.combination(5)
        _ = bench.panes.add(fact(at: 3, combination: country))
        let none = bench.panes.completeness.displaced.hull
        #expect(none.isEmpty)
        _ = bench.panes.add(fact(at: 4, combination: CombinationTable.overflow))
        #expect(bench.panes.completeness.displaced.hull == TimeHull(4, 4))
        #expect(bench.panes.completeness.refusedOfAnyKind.isEmpty)
        bench.panes.completeness.forget { 4 }
        #expect(!bench.panes.completeness.displaced.hull.isEmpty)
        bench.panes.completeness.forget { 5 }
        #expect(bench.panes.completeness.displaced.hull.isEmpty)
    }

    @Test func `a row tells what changed once it is watched`() {
        var bench = FactBench()
        _ = bench.panes.add(fact(at: 1))
        let row = bench.panes.tables[0].existingRow(series: 0, paneStart: 1)
        #expect(row?.dirtyCells == 0)
        row?.isWatched = true
        _ = bench.panes.add(fact(.messageSent, at: 1))
        #expect(row?.dirtyCells == 1 << UInt64(FactKind.messageSent.rawValue))
        _ = bench.panes.takeBack(fact(at: 1))
        let both = 1 << UInt64(FactKind.messageSent.rawValue) | 1 as UInt64
        #expect(row?.dirtyCells == both)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `what was added and not taken back is counted`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = FactBench(Self.shapes)
        var expected: [[String: Int64]] = [[:], [:], [:]]
        var facts: [(fact: Fact, mask: UInt64)] = []
        for _ in 0..<400 {
            bench.panes.watermark = max(bench.panes.watermark, random.number(-50...600))
            var change: (fact: Fact, mask: UInt64, sign: Int64)
            if random.chance(60) || facts.isEmpty {
                let added = fact(random.pick(FactKind.allCases), at: random.number(0...700))
                change = (added, bench.panes.add(added), 1)
                facts.append((change.fact, change.mask))
            } else {
                let index = Int(random.number(0...Int64(facts.count - 1)))
                change = (facts[index].fact, 0, -1)
                // Only what a class counted is taken back from it.
                change.mask = bench.panes.takeBack(change.fact, except: ~facts[index].mask)
                facts[index].mask &= ~change.mask
            }
            for (bit, shape) in Self.shapes.enumerated() where change.mask & (1 << bit) != 0 {
                let pane = change.fact.time / shape.paneSize * shape.paneSize
                expected[bit]["\(change.fact.kind) \(pane)", default: 0] += change.sign
            }
        }
        for bit in 0..<3 {
            let counted = bench.counted(bit)
            #expect(counted == expected[bit].filter { $0.value != 0 }, "seed \(seed)")
        }
    }
}
