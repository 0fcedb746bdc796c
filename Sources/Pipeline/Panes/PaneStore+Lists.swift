// SPDX-License-Identifier: Apache-2.0

import Sketches
import Windowing

extension PaneStore {
    /// Counts a value in a list; false: there was no memory for its first one.
    @inline(__always)
    func addToList(
        _ value: UInt32,
        _ weight: Int64,
        _ cell: Int,
        _ row: PaneRow,
        isTotal: Bool
    ) -> Bool {
        guard value != 0 else { return true }
        let handle = UInt32(truncatingIfNeeded: row.word(cell))
        let capacity = isTotal ? SketchArenas.totalCounters : SketchArenas.counters
        let grown = arenas.tops.add(value, weight: weight, into: handle, capacity: capacity)
        if grown != handle { row.store(cell, UInt64(grown)) }
        return grown != 0
    }
}
