// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

@Suite(.serialized) struct PaneTableReadingTests {
    private let tables = PaneTables(
        [PaneTable.Shape(paneSize: 10, cellCount: 4, expectedPanes: 2)],
        budget: RowBudget(maximum: 1_000)
    )

    private var table: PaneTable { tables[0] }

    @Test func `a pane that is not there has no rows`() {
        var copies = RowCopies()
        #expect(table.read(paneStart: 0, into: &copies))
        #expect(copies.count == 0)
    }

    @Test func `the starts of panes are told in order, also of those that share a slot`() {
        #expect(table.paneStarts(from: .min) == [])
        for start: Int64 in [40, 0, 1_000_000_000_000, 20, 10] {
            _ = table.row(series: 1, paneStart: start)
        }
        #expect(table.paneStarts(from: .min) == [0, 10, 20, 40, 1_000_000_000_000])
        #expect(table.paneStarts(from: 20) == [20, 40, 1_000_000_000_000])
        table.removePanes(endingAtOrBefore: 30) { _ in }
        #expect(table.paneStarts(from: .min) == [40, 1_000_000_000_000])
    }

    @Test func `a row in a take-back is left out, and read after it`() throws {
        let row = try #require(table.row(series: 1, paneStart: 0))
        _ = table.row(series: 2, paneStart: 0)
        var copies = RowCopies()
        row.beginTakeBack()
        #expect(table.read(paneStart: 0, into: &copies))
        #expect(copies.count == 1 && copies.series(0) == 2 && copies.skipped == 1)
        row.endTakeBack()
        #expect(table.read(paneStart: 0, into: &copies))
        #expect(copies.count == 2 && copies.skipped == 0)
    }

    @Test func `a copy is current until its row is removed`() throws {
        let row = try #require(table.row(series: 1, paneStart: 0))
        var copies = RowCopies()
        table.read(paneStart: 0, into: &copies)
        #expect(copies.isCurrent(0))
        row.add(0, 1)
        table.touch(row)
        #expect(copies.isCurrent(0))
        table.removePanes(endingAtOrBefore: 10) { _ in
            #expect(!copies.isCurrent(0), "before what its cells lead to is released")
        }
        #expect(!copies.isCurrent(0))
        _ = table.row(series: 1, paneStart: 0)
        #expect(!copies.isCurrent(0))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [(1, 1), (8, 4)] as [(UInt32, Int64)])
    func `a reader never sees a torn row while the writer updates and recycles`(
        series: UInt32,
        panes: Int64
    ) async {
        let course = Tearing(series: series, panes: panes)
        let reader = Task.detached { await TearingReader(course: course).run() }
        await Task.detached { await TearingWriter(course: course).run() }.value
        let seen = await reader.value
        #expect(seen.rows > 0)
        #expect(seen.torn == 0)
        #expect(seen.aboveOne == 0)
        #expect(seen.behindCounter == 0)
    }
}
