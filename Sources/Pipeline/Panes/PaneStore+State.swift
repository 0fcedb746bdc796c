// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension PaneStore {
    /// Records what changed in rows, levels, combinations and series.
    ///
    /// - Complexity: O(rows + combinations + series).
    func record(to recorder: inout StateRecorder) {
        combinations.record(to: &recorder)
        for table in 0..<tables.count { recordRows(of: table, to: &recorder) }
        levels.record(to: &recorder)
    }

    /// Takes what was recorded into a store that counted nothing.
    mutating func restore(from image: StateImage) throws(StateError) {
        try combinations.restore(from: image)
        for table in 0..<tables.count { try restoreRows(of: table, from: image) }
        try levels.restore(from: image)
    }

    /// A part for each row: series, pane, what is remembered about it, and its cells.
    private func recordRows(of number: Int, to recorder: inout StateRecorder) {
        let isTotal = plan.tables[number].groupingSet == 0
        let folds = plan.tables[number].cells.map(\.fold)
        recorder.open(.rows, number)
        tables[number].forEachRow { row in
            let notes = row.notes
            // Every update of a cell counts among the changes.
            var print = HashMix.combine(UInt64(row.series), UInt64(bitPattern: row.paneStart))
            print = HashMix.combine(print, notes.changes, notes.marks)
            print = HashMix.combine(print, notes.emittedOutputs, notes.dirtyCells)
            recorder.part(Int(row.number), fingerprint: print) { writer in
                writer.write(row.series)
                writer.write(row.paneStart)
                writer.write(notes.changes)
                writer.write(UInt8(truncatingIfNeeded: notes.marks))
                writer.write(notes.emittedOutputs)
                writer.write(notes.dirtyCells)
                for (cell, fold) in folds.enumerated() {
                    if fold.isSketch {
                        let handle = UInt32(truncatingIfNeeded: row.word(cell))
                        arenas.write(handle, fold, isTotal: isTotal, to: &writer)
                    } else {
                        writer.write(row.word(cell))
                    }
                }
            }
        }
        recorder.close()
    }

    private func restoreRows(of number: Int, from image: StateImage) throws(StateError) {
        let isTotal = plan.tables[number].groupingSet == 0
        for part in image.section(.rows, number) {
            var content = part.content
            let series: UInt32 = try content.read()
            let paneStart: Int64 = try content.read()
            let notes = PaneRow.Notes(
                changes: try content.read(),
                marks: UInt64(try content.read(UInt8.self)),
                emittedOutputs: try content.read(),
                dirtyCells: try content.read()
            )
            let row = tables[number].restoreRow(series: series, paneStart: paneStart, notes)
            for (cell, measure) in plan.tables[number].cells.enumerated() {
                if measure.fold.isSketch {
                    let handle = try arenas.read(measure.fold, isTotal: isTotal, from: &content)
                    row.store(cell, UInt64(handle))
                } else {
                    row.store(cell, try content.read())
                }
            }
            guard content.isAtEnd else {
                throw StateError(.damaged, "a row of the state is too long")
            }
        }
    }
}
