// SPDX-License-Identifier: Apache-2.0

import KPIs
public import Sketches

/// Where the sketch cells of all pane tables keep their content.
///
/// One aggregator writes, any thread copies.
public final class SketchArenas: Sendable {
    /// Distinct counts of the total series: exact up to 4,096 items.
    public let exactDistinct: DistinctArena
    /// Distinct counts of all other series.
    public let distinct: DistinctArena
    /// Distributions.
    public let histograms: HistogramArena

    /// Arenas that hold at most so many bytes together.
    public init(limitBytes: Int) {
        exactDistinct = DistinctArena(limitBytes: max(limitBytes / 4, 1 << 20), exactLimit: 4_096)
        distinct = DistinctArena(limitBytes: max(limitBytes / 2, 1 << 20))
        histograms = HistogramArena(limitBytes: max(limitBytes / 4, 1 << 20))
    }

    /// Adds a row to an accumulator; false: a handle was stale, read the row again.
    func merge(
        _ word: (Int) -> UInt64,
        into rows: inout RowAccumulator,
        age: Int = 0,
        isTotal: Bool
    ) -> Bool {
        isTotal
            ? rows.add(age: age, word: word, distinct: exactDistinct, histograms: histograms)
            : rows.add(age: age, word: word, distinct: distinct, histograms: histograms)
    }

    /// Inserts an item into a cell of a grouping set; returns the cell's new handle.
    @inline(__always)
    func insert(_ item: UInt64, into handle: UInt32, groupingSet: Int) -> UInt32 {
        groupingSet == 0
            ? exactDistinct.insert(item, into: handle) : distinct.insert(item, into: handle)
    }
}
