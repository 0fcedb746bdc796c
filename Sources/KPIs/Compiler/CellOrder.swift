// SPDX-License-Identifier: Apache-2.0

/// The order of a row's cells: what counts part of something stands before what counts the whole.
///
/// A reader that loads cells in ascending order, while the writer stores wholes before parts, then
/// never sees a part above its whole.
struct CellOrder {
    private var measures: [Measure] = []
    private var numbers: [Measure: Int] = [:]
    /// The wholes of each measure, as numbers.
    private var wholes: [Set<Int>] = []

    /// Makes room for a KPI's measures.
    mutating func add(_ kpi: KPI) {
        for measure in kpi.measures where numbers[measure] == nil {
            numbers[measure] = measures.count
            measures.append(measure)
            wholes.append([])
        }
        let nesting = kpi.nesting
        let ofAll = nesting.wholes.compactMap { numbers[$0] }
        for part in nesting.parts.compactMap({ numbers[$0] }) {
            wholes[part].formUnion(ofAll.filter { $0 != part })
        }
    }

    /// How many measures there would be with those of a KPI.
    func count(with kpi: KPI) -> Int {
        measures.count + kpi.measures.count { numbers[$0] == nil }
    }

    /// The cells: first come first, as far as no part would follow its whole.
    ///
    /// Two measures that are each a part of the other, which only a definition without sense
    /// could demand, keep the order in which they came.
    var cells: [Measure] {
        var partsLeft = Array(repeating: 0, count: measures.count)
        for whole in wholes.joined() { partsLeft[whole] += 1 }
        var left = Array(measures.indices)
        var ordered: [Measure] = []
        while !left.isEmpty {
            let free = left.firstIndex { partsLeft[$0] == 0 }
            let number = left.remove(at: free ?? 0)
            for whole in wholes[number] { partsLeft[whole] -= 1 }
            ordered.append(measures[number])
        }
        return ordered
    }
}
