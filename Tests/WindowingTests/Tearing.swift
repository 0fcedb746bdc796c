// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Windowing

/// What a writer and a reader of one table agree on.
///
/// Cells: numerator, denominator, a tag of the row's identity, updates so far.
final class Tearing: Sendable {
    let panes: Int64
    let series: UInt32

    let tables = PaneTables(
        [PaneTable.Shape(paneSize: 10, cellCount: 4, expectedPanes: 2)],
        budget: RowBudget(maximum: 1_000)
    )
    /// Reads so far; stored by the reader, so that the writer knows when to end.
    let reads = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
    let front = Atomic<Int64>(0)

    init(series: UInt32, panes: Int64) {
        self.series = series
        self.panes = panes
    }

    static func tag(_ series: UInt32, _ pane: Int64) -> UInt64 {
        UInt64(bitPattern: pane) << 20 | UInt64(series) | 1 << 19
    }
}

/// Counts, takes back and recycles as fast as it can until the reader has seen enough.
struct TearingWriter {
    let course: Tearing

    private var table: PaneTable { course.tables[0] }

    func run() async {
        var random = SeededGenerator(seed: 3)
        var front: Int64 = 0
        while course.reads.load(ordering: .relaxed) < 30_000 {
            for _ in 0..<400 { update(front, &random) }
            front += table.paneSize
            table.removePanes(endingAtOrBefore: front - course.panes * table.paneSize) { _ in }
            course.front.store(front, ordering: .relaxed)
            await Task.yield()
        }
        course.isOver.store(true, ordering: .relaxed)
    }

    private func update(_ front: Int64, _ random: inout SeededGenerator) {
        let pane = front - .random(in: 0..<course.panes, using: &random) * table.paneSize
        let series = UInt32.random(in: 0..<course.series, using: &random)
        guard let row = table.row(series: series, paneStart: pane) else { return }
        row.add(3, 1)
        row.store(2, Tearing.tag(series, pane))
        if row.value(1) > 2 {
            row.beginTakeBack()
            row.add(0, -1)
            row.add(1, -1)
            row.endTakeBack()
        } else {
            row.add(1, 1)
            row.add(0, 1)
        }
        table.touch(row)
    }
}

/// Reads the newest panes until the writer ends, and counts what must not be.
struct TearingReader {
    struct Findings {
        var rows = 0
        var torn = 0
        var aboveOne = 0
        var behindCounter = 0
    }

    let course: Tearing

    func run() async -> Findings {
        let table = course.tables[0]
        var findings = Findings()
        var copies = RowCopies()
        while !course.isOver.load(ordering: .relaxed) {
            let front = course.front.load(ordering: .relaxed)
            for distance in -1...course.panes {
                let pane = front - distance * table.paneSize
                table.read(paneStart: pane, into: &copies)
                judge(copies, pane, &findings)
            }
            course.reads.wrappingAdd(1, ordering: .relaxed)
            await Task.yield()
        }
        return findings
    }

    private func judge(_ copies: RowCopies, _ pane: Int64, _ findings: inout Findings) {
        findings.rows += copies.count
        for position in 0..<copies.count {
            let tag = copies.word(2, position)
            let own = Tearing.tag(copies.series(position), pane)
            if tag != 0 && tag != own { findings.torn += 1 }
            if copies.value(0, position) > copies.value(1, position) { findings.aboveOne += 1 }
            let updates = copies.word(3, position)
            if updates < copies.changes(position) { findings.behindCounter += 1 }
        }
    }
}
