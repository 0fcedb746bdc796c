// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import Testing

@testable import Pipeline

/// Lists of the most frequent values on their way from events to values.
struct TopListsTests {
    private static let kpis = """
        measures:
          entries: { fold: top entry, of: session_started }
          pages:   { fold: top object, of: [event.page_view, event.screen_view] }
        kpis:
          - { id: own.entries, definition: o@1, unit: count, formula: top(entries) }
          - { id: own.pages, definition: o@1, unit: count, formula: top(pages), limit: 3 }
          - { id: own.moving, definition: o@1, unit: count, formula: top(pages), windows: 1m by 10s }
        """

    /// A bench of one KPI by country, and the slot of the values that it lists.
    private func bench(_ id: String, by: [[String]] = [["country"]]) throws -> AggregatorBench {
        try AggregatorBench([KPISelection(id, by: by)], definitions: Self.kpis)
    }

    private func text(_ entries: [HeavyHitters.Entry]?) -> [String]? {
        entries?.map { $0.error == 0 ? "\($0.item): \($0.count)" : "\($0.item): ≤ \($0.count)" }
    }

    private func text(_ value: WindowValue?) -> [String]? { text(value?.top) }

    @Test func `the total and each series have lists of their own`() throws {
        var bench = try bench("own.pages")
        for (page, country) in [(7, 3), (8, 3), (7, 4), (9, 4), (9, 4), (0, 4)]
            as [(UInt32, UInt32)]
        {
            bench.event(page % 2 == 0 ? .screenView : .pageView, at: 5) {
                $0.dimensions[0] = country
                $0.dimensions[1] = page
            }
        }
        bench.pass(to: 300)
        bench.collect()
        let total = bench.matching(0, nil, nil, nil)
        #expect(text(total.first) == ["7: 2", "9: 2", "8: 1"])
        // What has no page is counted nowhere.
        #expect(total.first?.value == KPIValue.counted(5))
        #expect(text(bench.matching(0, 3, nil, nil).first) == ["7: 1", "8: 1"])
        #expect(text(bench.matching(0, 4, nil, nil).first) == ["9: 2", "7: 1"])
        let empty = bench.matching(60, nil, nil, nil)
        #expect(text(empty.first) == [])
    }

    @Test func `listed values make no combinations`() throws {
        var bench = try bench("own.pages")
        for page in 1...500 as ClosedRange<UInt32> {
            bench.event(.pageView, at: 5) {
                $0.dimensions[0] = 3
                $0.dimensions[1] = page
            }
        }
        let combinations = bench.aggregator.panes.combinations.count
        #expect(combinations == 3)
        let series = bench.aggregator.view.seriesCount(of: 1)
        // `other`, that of events without a country, and the one of them all.
        #expect(series == 3)
    }

    @Test func `beyond the counters a list says bounds`() throws {
        var bench = try bench("own.pages")
        for step in 0..<3_000 as Range<UInt32> {
            bench.event(.pageView, at: 5) {
                $0.dimensions[0] = 3
                $0.dimensions[1] = step % 2 == 0 ? 1 : step + 2
            }
        }
        var reader = LiveReader(view: bench.aggregator.view)
        var early: [WindowValue] = []
        reader.read { value in
            early.append(value)
            return true
        }
        bench.pass(to: 300)
        bench.collect()
        for value in early + bench.matching(0, nil, nil, nil) + bench.matching(0, 3, nil, nil) {
            let top = try #require(value.top)
            // All that are as frequent as the third.
            #expect(top.count >= 3)
            #expect(top[0].item == 1 && (top[0].low...top[0].count).contains(1_500))
            #expect(top.dropFirst().allSatisfy { $0.low <= 1 && $0.count >= 1 })
            #expect(value.value.num == 3_000)
        }
        #expect(early.count == 2)
    }

    @Test func `a late event makes a revision of the list`() throws {
        var bench = try bench("own.pages", by: [])
        bench.event(.pageView, at: 5) { $0.dimensions[0] = 7 }
        bench.pass(to: 125)
        bench.collect()
        bench.event(.pageView, at: 6) { $0.dimensions[0] = 8 }
        bench.event(.pageView, at: 6) { $0.dimensions[0] = 8 }
        bench.collect(now: 100)
        let values = bench.matching(0, nil, nil, nil)
        #expect(values.map(text) == [["7: 1"], ["8: 2", "7: 1"]])
        #expect(values.map(\.kind) == [.final, .revision])
    }

    @Test func `a sliding window unites the lists of its panes`() throws {
        var bench = try bench("own.moving", by: [])
        for (second, page) in [(5, 7), (15, 8), (55, 7), (65, 9)] as [(Int64, UInt32)] {
            bench.event(.pageView, at: second) { $0.dimensions[0] = page }
        }
        bench.pass(to: 400)
        bench.collect()
        #expect(text(bench.matching(0, nil, nil, nil).first) == ["7: 2", "8: 1"])
        #expect(text(bench.matching(10, nil, nil, nil).first) == ["7: 1", "8: 1", "9: 1"])
    }

    @Test func `what a session began with can be taken back`() throws {
        var bench = try bench("own.entries", by: [])
        func fact(_ page: UInt32) -> Fact {
            Fact(
                .sessionStarted,
                channel: .web,
                time: AggregatorBench.midnight + 5_000,
                combination: 0,
                top: page
            )
        }
        bench.pass(to: 1)
        for page in [7, 7, 8, 0] as [UInt32] { _ = bench.aggregator.panes.add(fact(page)) }
        _ = bench.aggregator.panes.takeBack(fact(8))
        _ = bench.aggregator.panes.move(fact(7), to: fact(9))
        bench.pass(to: 300)
        bench.collect()
        let value = try #require(bench.matching(0, nil, nil, nil).first)
        #expect(text(value) == ["7: 1", "9: 1"])
        #expect(value.value.num == 2)
    }

    @Test func `a window whose list was taken back before it was told is not revised`() throws {
        var bench = try bench("own.entries", by: [])
        let fact = Fact(
            .sessionStarted,
            channel: .web,
            time: AggregatorBench.midnight + 5_000,
            combination: 0,
            top: 7
        )
        bench.pass(to: 1)
        bench.pass(to: 125)
        bench.collect()
        _ = bench.aggregator.panes.add(fact)
        _ = bench.aggregator.panes.takeBack(fact)
        bench.collect(now: 100)
        #expect(bench.told(at: 0) == ["0"])
    }

    @Test func `lists give their memory back with their panes, and without it say so`() throws {
        var bench = try AggregatorBench(
            [KPISelection("own.pages", by: [["country"]])],
            definitions: Self.kpis
        ) { $0.sketchLimitBytes = 4 << 20 }
        let arenas = bench.aggregator.view.arenas
        // A list of one value takes 128 bytes: the memory is too small for all of them.
        for country in 2..<10_000 as Range<UInt32> {
            bench.event(.pageView, at: 5) {
                $0.dimensions[0] = country
                $0.dimensions[1] = 1
            }
        }
        let overflows = arenas.tops.overflowCount
        #expect(overflows > 0)
        bench.pass(to: 300)
        while bench.aggregator.isDue { bench.collect() }
        #expect(bench.matching(0, nil, nil, nil).first?.isComplete == false)
        bench.pass(to: 10_000)
        while bench.aggregator.isDue { bench.collect() }
        bench.collect()
        let bytes = arenas.tops.bytesInUse
        #expect(bytes <= 2 << 10)
    }
}

extension KPIValue {
    /// The final value of a count.
    fileprivate static func counted(_ number: Double) -> KPIValue {
        var value = KPIValue(value: number, num: number, den: nil, n: number)
        value.boundLow = number
        value.boundHigh = number
        return value
    }
}
