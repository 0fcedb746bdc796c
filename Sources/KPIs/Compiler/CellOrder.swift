// SPDX-License-Identifier: Apache-2.0

/// The order of a row's cells: what counts part of something stands before what counts the whole.
///
/// A reader that loads cells in ascending order, while the writer stores wholes before parts, then
/// never sees a part above its whole.
struct CellOrder {
    private var measures: [Measure] = []
    private var wholes: [Measure: [Measure]] = [:]

    /// Makes room for a KPI's measures.
    mutating func add(_ kpi: KPI) {
        for measure in kpi.measures where !measures.contains(measure) { measures.append(measure) }
        let nesting = kpi.nesting
        for part in nesting.parts { wholes[part, default: []] += nesting.wholes }
    }

    /// The cells: first come first, as far as no part would follow its whole.
    ///
    /// Two measures that are each a part of the other, which only a definition without sense
    /// could demand, keep the order in which they came.
    var cells: [Measure] {
        var left = measures
        var ordered: [Measure] = []
        while !left.isEmpty {
            let free = left.firstIndex { candidate in
                !left.contains { $0 != candidate && wholes[$0, default: []].contains(candidate) }
            }
            ordered.append(left.remove(at: free ?? 0))
        }
        return ordered
    }
}
