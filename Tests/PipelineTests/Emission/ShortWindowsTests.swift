// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

/// Windows shorter than an hour that begin later than everything else.
struct ShortWindowsTests {
    private static let midnight: Int64 = 1_767_225_600_000

    /// Finals of one page view a second from midnight on, by KPI and size, in seconds: start, value
    /// and value before.
    private func finals(
        shortFrom second: Int64?,
        until end: Int64 = 8_000
    ) throws -> [String: [(start: Int64, num: Double, previous: Double??)]] {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews"), KPISelection("web.current_visitors")]
        compiler.windows = [60_000, 3_600_000]
        compiler.lateness = [60_000: 10_000]
        let plan = try compiler.compile()
        var configuration = AggregatorConfiguration(plan: plan)
        configuration.outOfOrderness = 0
        configuration.shortWindowsFrom = second.map { Self.midnight + $0 * 1_000 }
        var aggregator = Aggregator(configuration)
        let added = aggregator.addPartition(source: 1)
        let partition = try #require(added)
        var finals: [String: [(start: Int64, num: Double, previous: Double??)]] = [:]
        for second in 0..<end {
            var event = Event.make(.pageView, at: Self.midnight + second * 1_000)
            event.id = UInt64(second) + 1
            aggregator.ingest(copyOf: event, partition: partition, now: second * 1_000)
            // A barrier at an odd interval meets windows that are open, and some that are due.
            guard second % 7 == 0 else { continue }
            for value in aggregator.collect(limit: 1_000, now: second * 1_000).values {
                let output = plan.outputs[value.output]
                let name = "\(plan.kpis[output.kpi].id) \(output.size / 1_000)"
                let start = (value.start - Self.midnight) / 1_000
                finals[name, default: []].append((start, value.value.num, value.previous))
            }
        }
        return finals
    }

    @Test(arguments: [(4_000, 4_020), (4_020, 4_020), (4_019, 4_020), (4_021, 4_080)])
    func `short windows begin with the first whole one`(from: Int64, first: Int64) throws {
        let minutes = try #require(try finals(shortFrom: from)["web.pageviews 60"])
        #expect(minutes.map(\.start).min() == first)
        #expect(minutes.allSatisfy { $0.num == 60 })
        #expect(Set(minutes.map(\.start)).count == minutes.count)
    }

    @Test func `a sliding window begins where all of its panes are counted`() throws {
        let sliding = try #require(try finals(shortFrom: 4_001)["web.current_visitors 300"])
        #expect(sliding.map(\.start).min() == 4_010)
        #expect(sliding.map(\.start) == sliding.map(\.start).sorted())
    }

    @Test func `the first short window knows none before it`() throws {
        let minutes = try #require(try finals(shortFrom: 4_000)["web.pageviews 60"])
        #expect(minutes.map { $0.previous != nil } == minutes.indices.map { $0 > 0 })
    }

    @Test func `hours are counted from the beginning`() throws {
        let hours = try #require(try finals(shortFrom: 4_000)["web.pageviews 3600"])
        #expect(hours.map(\.start) == [0, 3_600])
        #expect(hours.map(\.num) == [3_600, 3_600])
    }

    @Test func `without a beginning of their own short windows begin with everything`() throws {
        let minutes = try #require(try finals(shortFrom: nil)["web.pageviews 60"])
        #expect(minutes.first?.start == 0)
    }

    @Test func `nothing is told of sliding windows that begin before short ones do`() throws {
        var bench = try AggregatorBench([KPISelection("web.current_visitors")]) {
            $0.shortWindowsFrom = Self.midnight + 1_000_000
        }
        for second in stride(from: 0 as Int64, to: 2_000, by: 5) {
            bench.event(.pageView, at: second) { $0.anonymous = UInt64(second % 70) + 1 }
            bench.collect(now: second)
        }
        let starts = bench.values.map { ($0.start - Self.midnight) / 1_000 }
        #expect(starts == Array(stride(from: 1_000, through: starts.last ?? 0, by: 10)))
        #expect(bench.values.allSatisfy { $0.kind == .final })
        #expect(starts.count > 50)
    }
}
