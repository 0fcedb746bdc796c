// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import Testing
import Windowing

@testable import Pipeline

struct WindowReaderTests {
    @Test func `a mean comes with its parts and its distribution`() throws {
        var bench = try AggregatorBench([KPISelection("web.avg_session_duration")])
        for (device, length) in [(1, 4), (2, 8), (3, 30)] as [(UInt64, Int64)] {
            bench.event(.pageView, at: 40 - length) { $0.anonymous = device }
            bench.event(.pageView, at: 40) { $0.anonymous = device }
        }
        bench.pass(to: 40 + 30 * 60 + 200)
        bench.collect()
        let value = try #require(bench.matching(0, nil, nil, nil).first)
        #expect(value.value.num == 42)
        #expect(value.value.den == 3)
        #expect(value.value.value == 14)
        #expect(value.histogram?.map(\.count) == [1, 1, 1])
        #expect(value.sketch == nil)
    }

    @Test func `a distinct count comes with its sketch`() throws {
        var bench = try AggregatorBench([KPISelection("web.visitors", by: [["country"]])])
        for device in 1...20 as ClosedRange<UInt64> {
            bench.event(.pageView, at: 5) {
                $0.anonymous = HashMix.combine(device, 3)
                $0.dimensions[0] = 2
            }
        }
        bench.pass(to: 120)
        bench.collect()
        let total = try #require(bench.matching(0, nil, nil, nil).first)
        let series = try #require(bench.matching(0, 2, nil, nil).first)
        #expect(total.value.num == 20)
        #expect(series.value.num == 20)
        #expect(total.sketch?.isEmpty == false)
        #expect(total.histogram == nil)
    }

    @Test func `a sliding window unites its panes`() throws {
        var bench = try AggregatorBench([KPISelection("web.current_visitors")])
        for (second, device) in [(0, 1), (150, 2), (299, 1), (300, 3)] as [(Int64, UInt64)] {
            bench.event(.pageView, at: second) { $0.anonymous = device }
        }
        bench.pass(to: 1_000)
        bench.collect()
        let told = [0, 10, 150, 160, 290, 300].map { bench.told(at: $0) }
        #expect(told == [["2"], ["3"], ["3"], ["2"], ["2"], ["1"]])
    }

    @Test func `what an output reads is known by its cells`() throws {
        var compiler = PlanCompiler()
        compiler.selections = ["web.pageviews", "web.visitors", "web.bounce_rate"].map {
            KPISelection($0)
        }
        compiler.windows = [60_000]
        let plan = try compiler.compile()
        let aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        let reader = WindowReader(view: aggregator.view)
        for (output, mask) in reader.cellMasks.enumerated() {
            let cells = Set(plan.cells(of: output))
            #expect((0..<64).filter { mask & (1 << UInt64($0)) != 0 } == cells.sorted())
        }
    }

    @Test func `a released row leaves nothing in the arenas`() throws {
        var bench = try AggregatorBench([
            KPISelection("web.visitors", by: [["country"]]),
            KPISelection("web.avg_session_duration"),
        ])
        for step in 0..<200 as Range<Int64> {
            bench.event(.pageView, at: step) {
                $0.anonymous = HashMix.combine(UInt64(step) / 3, 3)
                $0.dimensions[0] = UInt32(step % 4) + 2
            }
        }
        let arenas = bench.aggregator.view.arenas
        #expect(arenas.distinct.bytesInUse > 500)
        bench.pass(to: 100_000)
        while bench.collect() > 0 {}
        bench.pass(to: 200_000)
        while bench.collect() > 0 {}
        bench.pass(to: 300_000)
        while bench.collect() > 0 {}
        // A block that was replaced by a larger one waits until the next is replaced.
        #expect(arenas.exactDistinct.bytesInUse <= 64)
        #expect(arenas.distinct.bytesInUse <= 64)
        #expect(arenas.histograms.bytesInUse <= 64)
    }
}
