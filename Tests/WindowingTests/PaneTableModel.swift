// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

/// A pane table beside plain dictionaries, both driven by the same random operations.
struct PaneTableModel {
    private struct Key: Hashable {
        var series: UInt32
        var pane: Int64
    }

    private struct Counters: Equatable {
        var cells: [Int64] = [0, 0]
        var changes: UInt64 = 0
    }

    private static let size: Int64 = 10
    private let seed: UInt64
    private let maximum: Int
    private let tables: PaneTables
    private var random: SeededGenerator
    private var expected: [Key: Counters] = [:]
    private var changed: Set<Key> = []
    private var front: Int64

    private var table: PaneTable { tables[0] }

    init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        maximum = [40, 10_000][Int(seed % 2)]
        front = .random(in: -1_000...1_000, using: &random)
        let slots = [1, 4, 1_024][Int(seed % 3)]
        tables = PaneTables(
            [PaneTable.Shape(paneSize: Self.size, cellCount: 2, expectedPanes: slots)],
            budget: RowBudget(maximum: maximum)
        )
    }

    mutating func step() {
        switch Int.random(in: 0..<200, using: &random) {
        case 0: remove()
        case 1...3: takeChanged()
        case 4: check()
        case 5: front += .random(in: 0...100, using: &random)
        default: update()
        }
    }

    /// Compares all that the table shows.
    func check() {
        #expect(table.rowCount == expected.count, "seed \(seed)")
        let panes = Set(expected.keys.map(\.pane)).sorted()
        #expect(Array(table.panes(from: .min, to: .max)) == panes, "seed \(seed)")
        #expect(table.paneCount == panes.count, "seed \(seed)")
        #expect(table.oldestPane == panes.first && table.newestPane == panes.last, "seed \(seed)")
        let (from, to) = (front - 35, front + 50)
        let inRange = panes.filter { $0 >= from && $0 < to }
        #expect(Array(table.panes(from: from, to: to)) == inRange, "seed \(seed)")
        var copies = RowCopies()
        for pane in panes + [front * Self.size + 1_000_000] {
            var rows: [Key: Counters] = [:]
            for row in table.rows(inPane: pane) {
                rows[Key(series: row.series, pane: row.paneStart)] = counters(row)
            }
            #expect(rows == expected.filter { $0.key.pane == pane }, "seed \(seed)")
            let isWhole = table.read(paneStart: pane, into: &copies)
            #expect(isWhole && copies.count == rows.count && copies.skipped == 0, "seed \(seed)")
            for position in 0..<copies.count {
                let copy = Counters(
                    cells: [copies.value(0, position), copies.value(1, position)],
                    changes: copies.changes(position)
                )
                let key = Key(series: copies.series(position), pane: pane)
                #expect(rows[key] == copy, "seed \(seed)")
            }
        }
    }

    private mutating func update() {
        let series = UInt32.random(in: 0..<20, using: &random)
        // Mostly near the front, at times days behind or ahead.
        let distance: ClosedRange<Int64> = Bool.random(using: &random) ? -30...30 : -5_000...5_000
        let time = front + .random(in: distance, using: &random)
        let pane = table.paneStart(of: time)
        let key = Key(series: series, pane: pane)
        #expect(
            (table.existingRow(series: series, paneStart: pane) != nil) == (expected[key] != nil)
        )
        guard let row = table.row(series: series, paneStart: pane) else {
            #expect(expected[key] == nil && expected.count == maximum, "seed \(seed)")
            return
        }
        let delta = Int64.random(in: -3...9, using: &random)
        row.add(1, delta)
        row.add(0, delta / 2)
        table.touch(row)
        expected[key, default: Counters()].cells[1] += delta
        expected[key]?.cells[0] += delta / 2
        expected[key]?.changes += 1
        changed.insert(key)
        #expect(counters(row) == expected[key], "seed \(seed)")
    }

    private mutating func remove() {
        let end = front + .random(in: -400...100, using: &random)
        var removed: [Key: Counters] = [:]
        var last = Int64.min
        table.removePanes(endingAtOrBefore: end) { row in
            #expect(row.paneStart >= last, "seed \(seed)")
            last = row.paneStart
            removed[Key(series: row.series, pane: row.paneStart)] = counters(row)
        }
        let gone = expected.filter { $0.key.pane + Self.size <= end }
        #expect(removed == gone, "seed \(seed)")
        for key in gone.keys { expected[key] = nil }
        changed.subtract(gone.keys)
    }

    private mutating func takeChanged() {
        var taken: [Key] = []
        table.takeChanged { taken.append(Key(series: $0.series, pane: $0.paneStart)) }
        #expect(Set(taken) == changed && taken.count == changed.count, "seed \(seed)")
        changed.removeAll()
    }

    private func counters(_ row: PaneRow) -> Counters {
        Counters(cells: [row.value(0), row.value(1)], changes: row.changes)
    }
}
