// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

struct PaneRowTests {
    private let tables = PaneTables(
        [PaneTable.Shape(paneSize: 10, cellCount: 3)],
        budget: RowBudget(maximum: 10)
    )

    private func row() throws -> PaneRow {
        try #require(tables[0].row(series: 4_000_000_000, paneStart: -20))
    }

    @Test func `a new row knows its identity and is zero`() throws {
        let row = try row()
        #expect(row.series == 4_000_000_000)
        #expect(row.paneStart == -20)
        #expect((0..<3).map(row.value) == [0, 0, 0])
        #expect(row.changes == 0)
        #expect(!row.isFinal)
        #expect(row.emittedOutputs == 0 && row.dirtyCells == 0)
    }

    @Test func `cells are added to and replaced one by one`() throws {
        let row = try row()
        row.add(2, 5)
        row.add(2, -7)
        row.add(0, .max)
        row.store(1, UInt64.max - 1)
        #expect((0..<3).map(row.value) == [.max, -2, -2])
        #expect(row.word(1) == UInt64.max - 1)
    }

    @Test func `what the emission remembers is kept apart`() throws {
        let row = try row()
        row.isFinal = true
        tables[0].touch(row)
        row.emittedOutputs = .max
        row.dirtyCells = 9
        #expect(row.isFinal && row.emittedOutputs == .max && row.dirtyCells == 9)
        row.isFinal = false
        #expect(!row.isFinal && row.emittedOutputs == .max && row.changes == 1)
        #expect((0..<3).map(row.value) == [0, 0, 0])
    }

    @Test func `a recycled row is a new row`() throws {
        let old = try row()
        old.add(1, 8)
        old.isFinal = true
        old.emittedOutputs = 7
        old.dirtyCells = 1
        tables[0].touch(old)
        tables[0].removePanes(endingAtOrBefore: 0) { _ in }
        let new = try #require(tables[0].row(series: 1, paneStart: 30))
        #expect(new == old, "the free list hands it out again")
        #expect(new.series == 1 && new.paneStart == 30)
        #expect((0..<3).map(new.value) == [0, 0, 0])
        #expect(new.changes == 0 && !new.isFinal)
        #expect(new.emittedOutputs == 0 && new.dirtyCells == 0)
    }
}
