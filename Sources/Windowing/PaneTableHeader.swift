// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a table keeps on the heap.
///
/// The fields lie behind a pointer, not in a class: no exclusivity checks and no reference counting
/// on the way to a row.
///
/// - Note: Writer thread only; readers have a `PaneDirectory`.
@safe @usableFromInline struct PaneTableHeader: ~Copyable {
    // `@safe`: `lastRows` is its own and has `rememberedCount` entries.

    // What the way of an event reads stands first, in one cache line.
    @usableFromInline let paneSize: Int64
    // The pane of the last time that was asked for.
    @usableFromInline var currentStart: Int64 = 0
    // The last row of series 0 and its pane: most counts are of the total.
    @usableFromInline var totalStart: Int64
    @usableFromInline var totalRow: PaneRow
    // The last row of each series below `rememberedCount`, else `blank`, which is in no pane.
    @usableFromInline var lastRows: UnsafeMutablePointer<PaneRow>
    @usableFromInline var rememberedCount: UInt32
    // The last of the changed rows, as bits; `endOfList` when there are none.
    @usableFromInline var changedRows = RowLayout.endOfList

    private let cellCount: Int
    var ring: PaneRing
    private(set) var rowCount = 0
    private var index = RowIndex()
    private var rows: Slab
    private let blank: PaneRow
    private let budget: RowBudget

    init(_ shape: PaneTable.Shape, budget: RowBudget) {
        paneSize = shape.paneSize
        cellCount = shape.cellCount
        self.budget = budget
        ring = PaneRing(shape)
        rows = Slab(wordsPerEntry: RowLayout.cells + shape.cellCount)
        blank = unsafe PaneRow(rows.take())
        blank.store(UInt64(bitPattern: .min), at: RowLayout.paneStart)
        unsafe lastRows = .allocate(capacity: 64)
        rememberedCount = 64
        unsafe lastRows.initialize(repeating: blank, count: 64)
        (totalStart, totalRow) = (.min, blank)
    }

    deinit {
        budget.give(back: rowCount)
        unsafe lastRows.deallocate()
    }

    mutating func existingRow(series: UInt32, paneStart: Int64) -> PaneRow? {
        guard let row = find(series, paneStart) else { return nil }
        remember(row)
        return row
    }

    mutating func makeRow(series: UInt32, paneStart: Int64) -> PaneRow? {
        budget.take() ? makeTakenRow(series: series, paneStart: paneStart) : nil
    }

    mutating func makeRowAnyway(series: UInt32, paneStart: Int64) -> PaneRow {
        budget.takeAnyway()
        return makeTakenRow(series: series, paneStart: paneStart)
    }

    private mutating func makeTakenRow(series: UInt32, paneStart: Int64) -> PaneRow {
        let row = unsafe PaneRow(rows.take())
        let number = row.load(RowLayout.series) & ~0xFFFF_FFFF
        row.store(number | UInt64(series), at: RowLayout.series)
        row.store(UInt64(bitPattern: paneStart), at: RowLayout.paneStart)
        for word in RowLayout.changes..<RowLayout.cells + cellCount
        where word != RowLayout.nextChanged {
            // A row freed while on the list of changed rows is still linked there.
            row.store(0, at: word)
        }
        let pane = ring.directory.pane(paneStart) ?? ring.add(paneStart)
        pane.push(row)
        index.insert(RowIndex.hash(series: series, paneStart: paneStart), UInt32(number >> 32))
        rowCount += 1
        remember(row)
        return row
    }

    /// Removes a pane with its rows.
    mutating func remove(_ pane: PaneNode, _ willRemove: (PaneRow) -> Void) {
        ring.detach(pane)
        budget.give(back: pane.count)
        rowCount -= pane.count
        var next = pane.firstRow
        while let row = next {
            next = PaneRow(bits: row.load(RowLayout.link))
            // Before `willRemove` frees what the cells may lead to: see `RowCopies.isCurrent`.
            row.store(row.load(RowLayout.sequence) &+ 1, at: RowLayout.sequence)
            willRemove(row)
            forget(row)
        }
        ring.recycle(pane)
    }

    @inline(__always)
    private func find(_ series: UInt32, _ paneStart: Int64) -> PaneRow? {
        let number = index.find(RowIndex.hash(series: series, paneStart: paneStart)) { number in
            let row = unsafe PaneRow(rows.entry(number))
            return row.series == series && row.paneStart == paneStart
        }
        guard let number else { return nil }
        return unsafe PaneRow(rows.entry(number))
    }

    private mutating func forget(_ row: PaneRow) {
        let (series, number) = (row.series, UInt32(row.load(RowLayout.series) >> 32))
        index.remove(RowIndex.hash(series: series, paneStart: row.paneStart)) { $0 == number }
        if series < rememberedCount, unsafe lastRows[Int(series)] == row {
            unsafe lastRows[Int(series)] = blank
        }
        if totalRow == row { (totalStart, totalRow) = (.min, blank) }
        row.store(0, at: RowLayout.marks)
        unsafe rows.give(row.words)
    }

    private mutating func remember(_ row: PaneRow) {
        let series = Int(row.series)
        guard series < PaneTable.mostRemembered else { return }
        if series >= Int(rememberedCount) { growRemembered(toHold: series) }
        unsafe lastRows[series] = row
        if series == 0 { (totalStart, totalRow) = (row.paneStart, row) }
    }

    private mutating func growRemembered(toHold series: Int) {
        let old = Int(rememberedCount)
        let new = 1 << (Int.bitWidth - series.leadingZeroBitCount)
        let grown = UnsafeMutablePointer<PaneRow>.allocate(capacity: new)
        unsafe grown.initialize(from: lastRows, count: old)
        unsafe (grown + old).initialize(repeating: blank, count: new - old)
        unsafe lastRows.deallocate()
        unsafe lastRows = grown
        rememberedCount = UInt32(new)
    }
}
