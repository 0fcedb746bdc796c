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
    /// The most frequent values.
    public let tops: HeavyHittersArena

    /// How many counters a list of the total series has at most, and one of any other series.
    static var totalCounters: Int { 256 }
    static var counters: Int { 64 }

    /// Arenas that hold at most so many bytes together.
    ///
    /// - Parameters:
    ///   - limitBytes: at least 4 MiB.
    ///   - hasLists: whether anything is listed; what is not takes no part.
    public init(limitBytes: Int, hasLists: Bool = false) {
        let quarter = max(limitBytes / 4, 1 << 20)
        exactDistinct = DistinctArena(limitBytes: quarter, exactLimit: 4_096)
        distinct = DistinctArena(limitBytes: hasLists ? quarter : 2 * quarter)
        histograms = HistogramArena(limitBytes: quarter)
        tops = HeavyHittersArena(limitBytes: hasLists ? quarter : 1 << 18)
    }

    /// Adds a row to an accumulator; false: a handle was stale, read the row again.
    func merge(
        _ word: (Int) -> UInt64,
        into rows: inout RowAccumulator,
        age: Int = 0,
        isTotal: Bool
    ) -> Bool {
        isTotal
            ? rows.add(
                age: age,
                word: word,
                distinct: exactDistinct,
                histograms: histograms,
                tops: tops
            )
            : rows.add(age: age, word: word, distinct: distinct, histograms: histograms, tops: tops)
    }

    /// Inserts an item into a cell; returns its handle from now on, 0 where there was no memory.
    @inline(__always)
    func insert(_ item: UInt64, into handle: UInt32, groupingSet: Int) -> UInt32 {
        groupingSet == 0
            ? exactDistinct.insert(item, into: handle) : distinct.insert(item, into: handle)
    }
}
