// SPDX-License-Identifier: Apache-2.0

import Events
import Windowing

// With many series what an event counts in lies all over large tables: its combination leads to its
// series, a series to its last row in each table, and each step waits for memory. Started some events
// before they are needed, the steps cost nothing. With few series all of it is in the cache anyway.
extension PaneStore {
    /// From so many combinations on it is worth while.
    private static var manyCombinations: Int { 4_096 }
    /// At most so many tables of groups: a processor loads no more at a time.
    static var prefetchedTables: Int { 12 }

    /// Whether hints are worth while.
    @inline(__always)
    var hasManySeries: Bool { combinations.count >= Self.manyCombinations }

    /// Starts loading where the combination's series name their last rows.
    func prefetchPlaces(of combination: UInt32) {
        forEachTable(of: combination) { table, series in table.prefetchPlace(ofSeries: series) }
    }

    /// Starts loading those rows.
    func prefetchRows(of combination: UInt32) {
        forEachTable(of: combination) { table, series in table.prefetchRow(ofSeries: series) }
    }

    @inline(__always)
    private func forEachTable(of combination: UInt32, _ body: (PaneTable, UInt32) -> Void) {
        if combination == CombinationTable.absent { return }
        let place = combinations.place(of: combination)
        for position in 0..<grouped.count {
            let series = combinations.series(at: place, in: grouped[position].groupingSet)
            body(grouped[position].table, series)
        }
    }
}
