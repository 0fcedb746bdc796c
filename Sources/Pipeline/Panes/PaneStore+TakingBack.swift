// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Taking a fact back that a later event changed.
extension PaneStore {
    @inline(never)
    mutating func uncount(_ fact: Fact, in mask: UInt64) {
        let taking = factChecks.taking(fact)
        if taking == 0 { return }
        for position in kinds[Int(fact.kind.rawValue)] where classes[position].bit & mask != 0 {
            for update in classes[position].firstTable..<classes[position].tableEnd
            where updates[update].filters & taking != 0 {
                uncount(fact, taking, updates[update])
            }
        }
    }

    private mutating func uncount(_ fact: Fact, _ taking: UInt64, _ update: TableUpdate) {
        let series = combinations.series(of: fact.combination, in: update.groupingSet)
        let local = update.clock == .zone ? zone.nominal(fact.time) : fact.time
        let pane = update.table.paneStart(of: local)
        // What found no row of its own was counted as `other`.
        guard
            let row = update.table.existingRow(series: series, paneStart: pane)
                ?? update.table.existingRow(series: 0, paneStart: pane)
        else { return }
        row.beginTakeBack()
        for cell in update.firstCell..<update.cellEnd
        where factChecks.takes(fact, taking, cells[cell]) {
            takeBack(fact, cells[cell], row, isTotal: update.groupingSet == 0)
        }
        row.endTakeBack()
        update.table.touch(row)
    }

    private func takeBack(
        _ fact: Fact,
        _ update: CellUpdate,
        _ row: PaneRow,
        isTotal: Bool
    ) {
        guard fact.amount.counts(by: update.fold) else { return }
        if row.isWatched { row.dirtyCells |= 1 << UInt64(update.cell & 63) }
        switch update.fold {
        case .count: row.add(update.cell, -1)
        // It was exact when it was added, or was said not to be.
        case .sumValue: _ = row.addSaturating(update.cell, -fact.value)
        case .sumSquares: _ = row.addSaturating(update.cell, -Self.square(fact.value / 100))
        case .sumFineSquares: _ = row.addSaturating(update.cell, -Self.square(fact.value))
        case .sumCount: _ = row.addSaturating(update.cell, -fact.count)
        case .countLevel: row.add(update.cell, -1)
        case .valueLevel: _ = row.addSaturating(update.cell, -fact.value)
        // Definitions ask for these of events only, which are never taken back.
        case .distinct, .least, .greatest, .last, .lastTime: return
        case .histogram: _ = addToHistogram(fact.value, -1, update.cell, row)
        case .top: _ = addToList(fact.top, -1, update.cell, row, isTotal: isTotal)
        }
    }
}
