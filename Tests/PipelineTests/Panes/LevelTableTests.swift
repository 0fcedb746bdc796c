// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct LevelTableTests {
    @Test func `series add up by themselves, and what never came is 0`() {
        let table = LevelTable(seriesLimit: 5_000)
        table.add(3, to: 0)
        table.add(-5, to: 0)
        table.add(7, to: 4_999)
        #expect([0, 1, 4_999].map { table.value($0) } == [-2, 0, 7])
    }

    @Test func `a sum beyond 64 bits stays at the largest`() {
        let table = LevelTable(seriesLimit: 1)
        table.add(.max, to: 0)
        table.add(1, to: 0)
        #expect(table.value(0) == .max)
        table.add(.min, to: 0)
        table.add(.min, to: 0)
        #expect(table.value(0) == .min)
    }
}
