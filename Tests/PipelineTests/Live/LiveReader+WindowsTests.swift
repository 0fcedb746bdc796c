// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing
import Windowing

@testable import Pipeline

/// Rounds in which there is less room than there are values.
struct LiveReaderWindowsTests {
    private static let three = ["web.pageviews", "web.visits", "web.bounce_rate"]

    private func read(_ reader: inout LiveReader, atMost limit: Int = .max) -> [WindowValue] {
        var values: [WindowValue] = []
        reader.read { value in
            guard values.count < limit else { return false }
            values.append(value)
            return true
        }
        return values
    }

    @Test(arguments: [60_000, .week] as [WindowShape])
    func `each KPI of a window that always changes has its turn`(window: WindowShape) throws {
        var bench = try AggregatorBench(Self.three.map { KPISelection($0) }, windows: [window])
        var reader = LiveReader(view: bench.aggregator.view)
        var turns: [Int] = []
        for second in 0..<9 as Range<Int64> {
            bench.event(.pageView, at: second) { $0.anonymous = UInt64(second) + 1 }
            turns += read(&reader, atMost: 1).map(\.output)
        }
        #expect(turns.count == 9)
        for output in bench.plan.outputs.indices {
            #expect(turns.count { $0 == output } >= 2, "\(turns)")
        }
    }

    @Test func `what changed since a round ended within it is told anew`() throws {
        var bench = try AggregatorBench(Self.three.prefix(2).map { KPISelection($0) })
        var reader = LiveReader(view: bench.aggregator.view)
        bench.view(at: 1)
        let first = read(&reader, atMost: 1)
        bench.view(at: 2)
        let rest = read(&reader)
        let anew = read(&reader)
        let none = read(&reader)
        #expect(first.map(\.value.num) == [1])
        #expect(rest.map(\.output) == [1])
        #expect(anew.map(\.output) == [0, 1])
        #expect(anew.first?.value.num == 2)
        #expect(none.isEmpty)
    }

    @Test func `each series has its turn, and the total in every other round at least`() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews", by: [["country"]])])
        var reader = LiveReader(view: bench.aggregator.view)
        var turns: [[String]] = []
        for round in 0..<12 as Range<Int64> {
            for country in 1...5 as ClosedRange<UInt32> { bench.view(at: round, country: country) }
            turns.append(
                read(&reader, atMost: 2).map { "\($0.output) #\($0.series)" }
            )
        }
        let countries = turns.joined().filter { $0.hasPrefix("1 ") }
        let counts = Dictionary(countries.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(turns.allSatisfy { $0.count == 2 })
        #expect(counts.count == 5)
        #expect((counts.values.max() ?? 0) - (counts.values.min() ?? 0) <= 1, "\(counts)")
        #expect(turns.count { $0.contains("0 #0") } >= 6, "\(turns)")
    }

    @Test func `panes have their turn, the newest one too`() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews")], partitions: 2)
        var reader = LiveReader(view: bench.aggregator.view)
        var starts: Set<Int64> = []
        for round in 0..<4 as Range<Int64> {
            for second in [0, 60, 120, 180] as [Int64] {
                bench.event(.pageView, at: second + round, partition: min(1, Int(second)))
            }
            starts.formUnion(read(&reader, atMost: 1).map(\.start))
        }
        #expect(starts.count == 4)
    }

    @Test func `totals that fill a round do not keep the others from theirs`() throws {
        var bench = try AggregatorBench(
            Self.three.map { KPISelection($0, by: [["country"]]) }
        )
        var reader = LiveReader(view: bench.aggregator.view)
        var turns: [Int: Int] = [:]
        for round in 0..<12 as Range<Int64> {
            bench.event(.pageView, at: round) { $0.anonymous = UInt64(round) + 1 }
            for value in read(&reader, atMost: 1) {
                let table = bench.plan.tables[bench.plan.outputs[value.output].table]
                turns[table.groupingSet, default: 0] += 1
            }
        }
        #expect(turns.count == 2)
        #expect(turns.values.allSatisfy { $0 == 6 }, "\(turns)")
    }

    @Test func `a window in which ever more comes keeps no other window away`() throws {
        var bench = try AggregatorBench(
            [KPISelection("web.pageviews", by: [["country"]])],
            windows: [10_000, 3_600_000]
        )
        var reader = LiveReader(view: bench.aggregator.view)
        var turns: [Int64: Set<UInt32>] = [:]
        for round in 0..<60 as Range<Int64> {
            // More countries each ten seconds than rounds have room for.
            for country in 1...6 as ClosedRange<UInt32> {
                bench.view(at: 10 * round, country: country)
            }
            for value in read(&reader, atMost: 3) {
                let output = bench.plan.outputs[value.output]
                guard bench.plan.tables[output.table].groupingSet != 0 else { continue }
                turns[output.size, default: []].insert(value.series)
            }
        }
        #expect(turns[10_000]?.count ?? 0 >= 6, "\(turns)")
        #expect(turns[3_600_000]?.count ?? 0 >= 6, "\(turns)")
    }

    @Test func `series of a window that moves on all have their turn`() throws {
        var bench = try AggregatorBench(
            [KPISelection("web.current_visitors", by: [["country"]])]
        )
        var reader = LiveReader(view: bench.aggregator.view)
        var series: Set<UInt32> = []
        for round in 0..<20 as Range<Int64> {
            for country in 1...6 as ClosedRange<UInt32> {
                bench.event(.pageView, at: 10 * round) {
                    $0.anonymous = UInt64(country)
                    $0.dimensions[0] = country
                }
            }
            series.formUnion(read(&reader, atMost: 2).map(\.series))
        }
        #expect(series.count >= 6, "\(series)")
    }

    @Test func `what was told and is taken back is told as nothing`() throws {
        var bench = try AggregatorBench([KPISelection("web.visits", by: [["country"]])])
        var reader = LiveReader(view: bench.aggregator.view)
        func visit(_ second: Int64, _ country: UInt32) {
            bench.event(.pageView, at: second) {
                $0.anonymous = 1
                $0.dimensions[0] = country
            }
        }
        visit(30, 3)
        let first = read(&reader).filter { $0.series != 0 }
        visit(20, 4)
        let second = read(&reader).filter { $0.series != 0 }
        let third = read(&reader)
        #expect(first.map(\.value.num) == [1])
        let known = try #require(first.first).series
        #expect(second.count == 2 && second.first { $0.series == known }?.value.num == 0)
        #expect(second.first { $0.series != known }?.value.num == 1)
        #expect(third.isEmpty)
    }

    @Test func `what found no room is counted each time`() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews", by: [["country"]])])
        var reader = LiveReader(view: bench.aggregator.view)
        for country in 1...4 as ClosedRange<UInt32> { bench.view(at: 1, country: country) }
        _ = read(&reader, atMost: 2)
        #expect(reader.skippedCount == 3)
        _ = read(&reader, atMost: 2)
        #expect(reader.skippedCount == 4)
        _ = read(&reader)
        #expect(reader.skippedCount == 4)
    }

    @Test func `early values are complete only where the finals would be`() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews")], partitions: 2) {
            $0.completeFrom = AggregatorBench.midnight + 60_000
        }
        var reader = LiveReader(view: bench.aggregator.view)
        bench.event(.pageView, at: 5, partition: 0)
        bench.event(.pageView, at: 65, partition: 1)
        let both = read(&reader)
        #expect(both.map(\.isComplete) == [false, true])
        bench.aggregator.lostEvents(before: AggregatorBench.midnight + 90_000)
        let later = read(&reader)
        #expect(later.map(\.isComplete) == [false])
    }
}
