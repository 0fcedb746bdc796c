// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct CombinationTableTests {
    private func table(
        dimensions: Int = 3,
        sets: [[Int]] = [[], [0], [0, 2]],
        seriesLimit: Int = 100,
        limit: Int = 100
    ) -> CombinationTable {
        CombinationTable(
            dimensionCount: dimensions,
            groupingSets: sets,
            seriesLimit: seriesLimit,
            limit: limit
        )
    }

    private func event(_ values: UInt32...) -> Event {
        .make(.pageView, at: 0) {
            for (slot, value) in values.enumerated() { $0.dimensions[slot] = value }
        }
    }

    @Test func `the same values are the same combination, others are another`() {
        var table = table()
        let first = table.number(of: event(2, 3, 4))
        let again = table.number(of: event(2, 3, 4))
        let swapped = table.number(of: event(3, 2, 4))
        #expect(first == again)
        #expect(first != swapped)
        let values = (0..<3).map { table.value(of: swapped, slot: $0) }
        #expect(values == [3, 2, 4])
    }

    @Test func `values without an event have the combination of an event with them`() {
        var table = table()
        let number = table.number(of: event(4, 5))
        let same = table.number(of: event(4, 5).dimensions)
        let other = table.number(of: event(4, 6).dimensions)
        #expect(same == number && other != number)
        let value = table.value(of: other, slot: 1)
        #expect(value == 6)
    }

    @Test func `combinations that agree in a grouping set share its series`() {
        var table = table()
        let one = table.number(of: event(2, 3, 4))
        let other = table.number(of: event(2, 9, 5))
        let totals = [one, other].map { table.series(of: $0, in: 0) }
        let byFirst = [one, other].map { table.series(of: $0, in: 1) }
        let byBoth = [one, other].map { table.series(of: $0, in: 2) }
        #expect(totals == [0, 0])
        #expect(byFirst[0] == byFirst[1])
        #expect(byBoth[0] != byBoth[1])
        let set = table.series[2]
        #expect(set.value(byBoth[1], 0) == 2)
        #expect(set.value(byBoth[1], 1) == 5)
    }

    @Test func `without dimensions everything is one combination`() {
        var table = table(dimensions: 0, sets: [[]])
        let number = table.number(of: event(2, 3))
        #expect(number == CombinationTable.absent)
        let series = table.series(of: number, in: 0)
        #expect(series == 0)
    }

    @Test func `absent values have a series of their own, overflow has series 0`() {
        var table = table(dimensions: 1, sets: [[], [0]])
        let absent = table.number(of: event(ValueDictionary.absent))
        let other = table.number(of: event(ValueDictionary.overflow))
        let series = [absent, CombinationTable.absent, other, CombinationTable.overflow].map {
            table.series(of: $0, in: 1)
        }
        #expect(series[0] == series[1])
        #expect(series[0] != 0)
        #expect(series[2] == 0)
        #expect(series[3] == 0)
    }

    @Test func `one dimension over its limit keeps the other`() {
        var table = table(dimensions: 2, sets: [[], [0, 1]])
        let number = table.number(of: event(5, ValueDictionary.overflow))
        let series = table.series(of: number, in: 1)
        #expect(series != 0)
        #expect(table.series[1].value(series, 0) == 5)
        #expect(table.series[1].isOverflow(series))
    }

    @Test func `a full grouping set counts further series as overflow, for good`() {
        // Series 0 and the absent one are there from the start.
        var table = table(dimensions: 1, sets: [[], [0]], seriesLimit: 4)
        let known = table.refusedCount
        let series = (10..<14 as Range<UInt32>).map { value in
            table.series(of: table.number(of: event(value)), in: 1)
        }
        #expect(series == [2, 3, 0, 0])
        let refused = table.refusedCount
        #expect(refused == known + 2)
        let again = table.series(of: table.number(of: event(10)), in: 1)
        #expect(again == 2)
        let overflow = table.series(of: table.number(of: event(13)), in: 1)
        #expect(overflow == 0)
        let total = table.series(of: table.number(of: event(13)), in: 0)
        #expect(total == 0)
    }

    @Test func `when combinations run out, new ones are the overflow combination`() {
        var table = table(dimensions: 1, sets: [[], [0]], limit: 4)
        let numbers = (10..<14 as Range<UInt32>).map { table.number(of: event($0)) }
        #expect(numbers == [2, 3, CombinationTable.overflow, CombinationTable.overflow])
        let (count, refused) = (table.count, table.refusedCount)
        #expect(count == 4)
        #expect(refused == 2)
        let known = table.number(of: event(11))
        #expect(known == 3)
    }

    @Test func `a series can be made before an event has its values`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews", by: [["country", "campaign"]])]
        let plan = try compiler.compile()
        let output = try #require(
            plan.outputs.firstIndex { plan.tables[$0.table].groupingSet == 1 }
        )
        var table = table(
            dimensions: plan.dimensions.count,
            sets: plan.groupingSets,
            seriesLimit: 10
        )
        // Values stand in the order of the grouping set's slots.
        let made = table.makeSeries([5, 6], of: output, plan)
        let again = table.makeSeries([5, 6], of: output, plan)
        #expect(made == again)
        var event = Event()
        for (slot, value) in zip(plan.groupingSets[1], [5, 6] as [UInt32]) {
            event.dimensions[slot] = value
        }
        let found = table.series(of: table.number(of: event), in: 1)
        #expect(found == made)
        #expect(found != 0)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `random combinations keep apart what a dictionary keeps apart`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = table(seriesLimit: 2_000, limit: 2_000)
        var numbers: [[UInt32]: UInt32] = [:]
        var series: [[UInt32]: UInt32] = [:]
        for _ in 0..<5_000 {
            let values = (0..<3).map { _ in UInt32(random.number(2...11)) }
            let number = table.number(of: event(values[0], values[1], values[2]))
            #expect(number == numbers[values, default: number], "seed \(seed)")
            numbers[values] = number
            let pair = [values[0], values[2]]
            let found = table.series(of: number, in: 2)
            #expect(found == series[pair, default: found], "seed \(seed)")
            series[pair] = found
        }
        #expect(Set(numbers.values).count == numbers.count, "seed \(seed)")
        #expect(Set(series.values).count == series.count, "seed \(seed)")
    }
}
