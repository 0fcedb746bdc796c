// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

struct RowBudgetTests {
    private let shape = PaneTable.Shape(paneSize: 10, cellCount: 1)

    @Test func `tables share a budget and refused rows are counted`() throws {
        let budget = RowBudget(maximum: 3)
        let tables = PaneTables([shape, shape], budget: budget)
        let (first, second) = (tables[0], tables[1])
        #expect(first.row(series: 1, paneStart: 0) != nil)
        #expect(second.row(series: 1, paneStart: 0) != nil)
        #expect(second.row(series: 2, paneStart: 0) != nil)
        #expect(budget.used == 3)
        #expect(first.row(series: 2, paneStart: 0) == nil)
        #expect(second.row(series: 3, paneStart: 0) == nil)
        #expect(budget.refused == 2)
        #expect(budget.used == 3)
        #expect(first.rowCount == 1 && second.rowCount == 2)
    }

    @Test func `an exhausted budget still finds the rows that are there`() throws {
        let tables = PaneTables([shape], budget: RowBudget(maximum: 1))
        let row = try #require(tables[0].row(series: 1, paneStart: 0))
        #expect(tables[0].row(series: 1, paneStart: 10) == nil)
        #expect(tables[0].row(series: 1, paneStart: 0) == row)
    }

    @Test func `a refused row leaves no pane behind`() {
        let tables = PaneTables([shape], budget: RowBudget(maximum: 0))
        #expect(tables[0].row(series: 1, paneStart: 0) == nil)
        #expect(tables[0].paneCount == 0)
        #expect(tables[0].oldestPane == nil)
    }

    @Test func `removed rows and freed tables give back what they used`() {
        let budget = RowBudget(maximum: 10)
        do {
            let tables = PaneTables([shape], budget: budget)
            for series in 0..<4 as Range<UInt32> {
                _ = tables[0].row(series: series, paneStart: Int64(series) * 10)
            }
            tables[0].removePanes(endingAtOrBefore: 20) { _ in }
            #expect(budget.used == 2)
        }
        #expect(budget.used == 0)
    }
}
