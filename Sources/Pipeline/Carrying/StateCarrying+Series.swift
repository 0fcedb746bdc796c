// SPDX-License-Identifier: Apache-2.0

import Events

/// Values of dimensions keep their numbers, and so do combinations and series.
extension StateCarrying {
    /// Dictionaries and days of admission, by slot.
    mutating func carryValues() {
        image.renumber(.dictionaries, same.slots)
        image.renumber(.admission, same.slots)
    }

    /// Combinations with the values of the slots that there are now, and the series of each.
    ///
    /// What differed in a dimension that is gone is the same now, but keeps its number: entries name
    /// it. A dimension that is new was absent.
    mutating func carryCombinations() throws(StateError) {
        image.renumber(.series, same.groupingSets)
        let count = new.dimensions.count
        try image.rewrite(.combinations) { reader, writer throws(StateError) in
            while !reader.isAtEnd {
                var values: [UInt32] = []
                for _ in old.dimensions { values.append(try reader.read()) }
                for slot in same.slots.prefix(count) {
                    writer.write(slot.map { values[$0] } ?? ValueDictionary.absent)
                }
                var series: [UInt32] = []
                for _ in old.groupingSets { series.append(try reader.read()) }
                for groupingSet in same.groupingSets {
                    writer.write(groupingSet.map { series[$0] } ?? CombinationTable.unknownSeries)
                }
            }
        }
    }
}
