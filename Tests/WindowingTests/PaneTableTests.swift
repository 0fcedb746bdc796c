// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

struct PaneTableTests {
    @Test(arguments: [1, 7, 10_000, 86_400_000] as [Int64])
    func `the pane of a time is found on both sides of zero`(size: Int64) {
        let tables = PaneTables(
            [PaneTable.Shape(paneSize: size, cellCount: 1)],
            budget: RowBudget(maximum: 1)
        )
        var random = SeededGenerator(seed: 1)
        var times: [Int64] = [0, -1, 1, size, -size, size - 1, -size - 1, 1 << 61, -(1 << 61)]
        for _ in 0..<200 { times.append(.random(in: -5 * size...5 * size, using: &random)) }
        for time in times {
            let start = tables[0].paneStart(of: time)
            #expect(start % size == 0)
            #expect(start <= time && time < start + size, "time \(time)")
        }
    }

    @Test func `a row that is not there is not made by asking for an existing one`() throws {
        let tables = PaneTables(
            [PaneTable.Shape(paneSize: 10, cellCount: 1)],
            budget: RowBudget(maximum: 9)
        )
        #expect(tables[0].existingRow(series: 3, paneStart: 0) == nil)
        #expect(tables[0].rowCount == 0)
        let row = try #require(tables[0].row(series: 3, paneStart: 0))
        _ = tables[0].row(series: 3, paneStart: 10)
        #expect(tables[0].existingRow(series: 3, paneStart: 0) == row)
        #expect(tables[0].existingRow(series: 3, paneStart: 20) == nil)
        tables[0].removePanes(endingAtOrBefore: 10) { _ in }
        #expect(tables[0].existingRow(series: 3, paneStart: 0) == nil)
    }

    @Test func `series numbers of any size have rows`() throws {
        let tables = PaneTables(
            [PaneTable.Shape(paneSize: 10, cellCount: 1)],
            budget: RowBudget(maximum: 100)
        )
        let limit = UInt32(PaneTable.mostRemembered)
        let numbers: [UInt32] = [0, 63, 64, 65, 1_000, 65_536, limit - 1, limit, 1 << 31, .max]
        for number in numbers {
            let row = try #require(tables[0].row(series: number, paneStart: 0))
            row.add(0, Int64(number))
        }
        for number in numbers {
            #expect(tables[0].existingRow(series: number, paneStart: 0)?.value(0) == Int64(number))
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `it holds what a dictionary holds`(seed: UInt64) {
        var model = PaneTableModel(seed: seed)
        for _ in 0..<3_000 { model.step() }
        model.check()
    }

    @Test func `it grows over many rows and takes them back`() throws {
        let budget = RowBudget(maximum: 200_000)
        let tables = PaneTables([PaneTable.Shape(paneSize: 10, cellCount: 1)], budget: budget)
        let table = tables[0]
        for round in 0..<3 as Range<Int64> {
            for number in 0..<100_000 as Range<Int64> {
                let pane = round * 1_000 + number % 100 * 10
                let row = try #require(table.row(series: UInt32(number / 100), paneStart: pane))
                row.add(0, number + 1)
            }
            #expect(table.rowCount == 100_000 && table.paneCount == 100)
            let sum = table.panes(from: .min, to: .max).lazy
                .flatMap { table.rows(inPane: $0) }.reduce(0) { $0 + $1.value(0) }
            #expect(sum == 100_000 * 100_001 / 2)
            table.removePanes(endingAtOrBefore: (round + 1) * 1_000) { _ in }
            #expect(table.rowCount == 0 && budget.used == 0)
        }
    }
}
