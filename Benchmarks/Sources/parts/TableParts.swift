// SPDX-License-Identifier: Apache-2.0

import Sketches
import Windowing

/// The tables below the aggregator: pane rows and distinct counts.
enum TableParts {
    private static let operations = 100_000

    static func run() {
        for seriesCount in [1, 100, 50_000] as [UInt32] { updatePane(seriesCount: seriesCount) }
        for (name, items, sketches) in [
            ("10 items in each of 1,000 sketches", 10, 1_000),
            ("3,000 items in one exact sketch", 3_000, 1),
            ("1 M items in one sketch", 1_000_000, 1),
        ] { insertDistinct(name, items: UInt64(items), sketches: sketches) }
    }

    /// One fact that counts in one cell of one row.
    private static func updatePane(seriesCount: UInt32) {
        let budget = RowBudget(maximum: 1_000_000)
        let tables = PaneTables([.init(paneSize: 10_000, cellCount: 8)], budget: budget)
        let table = tables[0]
        var time: Int64 = 1_748_854_800_000
        Stopwatch.measure(
            "update a pane row, \(seriesCount) series",
            slices: 50,
            operations: operations
        ) {
            for number in 0..<UInt32(operations) {
                let start = table.paneStart(of: time)
                // Spread, so that neighbors in time are none in memory.
                let series = number &* 2_654_435_761 % seriesCount
                guard let row = table.row(series: series, paneStart: start) else { return }
                row.add(3, 1)
                table.touch(row)
            }
            time += 1_000
        }
    }

    private static func insertDistinct(_ name: String, items: UInt64, sketches: Int) {
        let arena = DistinctArena(limitBytes: 64 << 20, exactLimit: 4_096)
        var handles = [UInt32](repeating: 0, count: sketches)
        var number: UInt64 = 0
        Stopwatch.measure("distinct insert, \(name)", slices: 50, operations: operations) {
            for _ in 0..<operations {
                number &+= 1
                let item = (number % items &+ 1) &* 0x9E37_79B9_7F4A_7C15
                let place = Int(number % UInt64(sketches))
                handles[place] = arena.insert(item, into: handles[place])
            }
        }
    }
}
