// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

struct PaneTablePanesTests {
    private let tables = PaneTables(
        [PaneTable.Shape(paneSize: 10, cellCount: 1, expectedPanes: 4)],
        budget: RowBudget(maximum: 1_000)
    )

    private var table: PaneTable { tables[0] }

    @discardableResult
    private func touch(_ series: UInt32, _ pane: Int64) throws -> PaneRow {
        let row = try #require(table.row(series: series, paneStart: pane))
        table.touch(row)
        return row
    }

    private func taken() -> [UInt32] {
        var series: [UInt32] = []
        table.takeChanged { series.append($0.series) }
        return series.sorted()
    }

    @Test func `a row is among the changed ones once, however often it was touched`() throws {
        try touch(1, 0)
        try touch(2, 0)
        try touch(1, 0)
        #expect(taken() == [1, 2])
        #expect(taken() == [])
        try touch(1, 0)
        #expect(taken() == [1])
    }

    @Test func `a row that is only found or made has not changed`() throws {
        _ = table.row(series: 1, paneStart: 0)
        #expect(taken() == [])
    }

    @Test func `a removed row is not among the changed ones`() throws {
        try touch(1, 0)
        try touch(2, 10)
        try touch(3, 0)
        table.removePanes(endingAtOrBefore: 10) { _ in }
        #expect(taken() == [2])
    }

    @Test func `a recycled row is among the changed ones only if touched in its new life`() throws {
        try touch(1, 0)
        try touch(2, 0)
        table.removePanes(endingAtOrBefore: 10) { _ in }
        try touch(3, 20)
        _ = table.row(series: 4, paneStart: 20)
        #expect(taken() == [3])
        try touch(4, 20)
        #expect(taken() == [4])
    }

    @Test func `touching the row at hand leaves it for the next time`() throws {
        try touch(1, 0)
        try touch(2, 0)
        table.takeChanged { table.touch($0) }
        #expect(taken() == [1, 2])
    }

    @Test func `panes made in any order are listed in order of time`() throws {
        var starts = (-50..<50).map { Int64($0) * 30 }
        var random = SeededGenerator(seed: 7)
        starts.shuffle(using: &random)
        for start in starts { try touch(1, start) }
        #expect(Array(table.panes(from: .min, to: .max)) == starts.sorted())
        #expect(Array(table.panes(from: -60, to: 30)) == [-60, -30, 0])
        #expect(Array(table.panes(from: -59, to: 31)) == [-30, 0, 30])
        #expect(Array(table.panes(from: 30, to: 30)) == [])
    }

    @Test func `a pane that ends at the given time is removed, one that ends later is not`() throws
    {
        try touch(1, -10)
        try touch(1, 0)
        var removed: [Int64] = []
        table.removePanes(endingAtOrBefore: -1) { removed.append($0.paneStart) }
        #expect(removed == [])
        table.removePanes(endingAtOrBefore: 0) { removed.append($0.paneStart) }
        #expect(removed == [-10])
        #expect(table.oldestPane == 0 && table.newestPane == 0)
        table.removePanes(endingAtOrBefore: 10) { removed.append($0.paneStart) }
        #expect(removed == [-10, 0])
        #expect(table.oldestPane == nil && table.newestPane == nil)
    }

    @Test func `a row still holds its cells when it is about to be removed`() throws {
        try touch(1, 0).store(0, 42)
        var handles: [UInt64] = []
        table.removePanes(endingAtOrBefore: 10) { handles.append($0.word(0)) }
        #expect(handles == [42])
    }
}
