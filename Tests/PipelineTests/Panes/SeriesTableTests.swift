// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct SeriesTableTests {
    @Test func `series 0 stands for all that found no room`() {
        let table = SeriesTable(slots: [0, 2], limit: 10)
        #expect(table.count == 1)
        #expect(table.value(0, 0) == ValueDictionary.overflow)
        #expect(table.value(0, 1) == ValueDictionary.overflow)
        #expect(table.isOverflow(0))
    }

    @Test func `series 0 of the empty grouping set is the total and no overflow`() {
        let table = SeriesTable(slots: [], limit: 1)
        #expect(table.count == 1)
        #expect(!table.isOverflow(0))
        #expect(table.append { _ in 7 } == nil)
    }

    @Test func `a series keeps the values of its slots`() {
        let table = SeriesTable(slots: [1, 3], limit: 10)
        let series = table.append { UInt32($0) * 10 }
        #expect(series == 1)
        #expect(table.value(1, 0) == 10)
        #expect(table.value(1, 1) == 30)
        #expect(!table.isOverflow(1))
    }

    @Test func `a series with one value over its limit is an overflow series too`() {
        let table = SeriesTable(slots: [0, 1], limit: 10)
        let series = table.append { $0 == 0 ? 5 : ValueDictionary.overflow }
        #expect(series.map(table.isOverflow) == true)
    }

    @Test func `a full table takes no more`() {
        let table = SeriesTable(slots: [0], limit: 3)
        #expect(table.append { _ in 5 } == 1)
        #expect(table.append { _ in 6 } == 2)
        #expect(table.append { _ in 7 } == nil)
        #expect(table.count == 3)
        #expect(table.value(2, 0) == 6)
    }

    @Test func `readers see whole series while one thread adds`() async {
        let table = SeriesTable(slots: [0, 1], limit: 20_000)
        async let torn = Self.countTorn(table)
        for number in 1..<20_000 as Range<UInt32> {
            _ = table.append { number &* 2 &+ UInt32($0) }
        }
        #expect(await torn == 0)
    }

    /// How many series are not what the writer made of their numbers.
    @concurrent private static func countTorn(_ table: SeriesTable) async -> Int {
        var torn = 0
        var checked: UInt32 = 1
        while checked < 20_000 {
            let count = UInt32(table.count)
            while checked < count {
                let isWhole =
                    table.value(checked, 0) == checked * 2
                    && table.value(checked, 1) == checked * 2 + 1
                if !isWhole { torn += 1 }
                checked += 1
            }
        }
        return torn
    }
}
